package io.sillok.node.window.definition;

import io.sillok.node.stream.StreamDeclaration;
import io.sillok.protocol.design.Exemptions;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.window.ResultKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** What the streams of a projection are. */
public final class ProjectionStreams {

  private static final String NAMESPACE = "io.sillok.projection";

  private static final String WHY_WITHOUT_VALUES =
      "A result that is taken back, or has no right answer, stands in order with those that it belongs to";

  private ProjectionStreams() {}

  /**
   * Its results, what was too late, and what was rejected.
   *
   * @param values the record of a result's values
   * @param module that declares the projection; empty if it was declared over HTTP
   */
  public static List<StreamDeclaration> of(
      ProjectionVersion version, Schema values, Optional<String> module) {
    return List.of(
        declaration(version.results(), EventKind.KEYED, results(values), module),
        declaration(version.late(), EventKind.KEYED, late(), module),
        declaration(version.rejected(), EventKind.UNKEYED, rejected(), module));
  }

  private static StreamDeclaration declaration(
      String stream, EventKind kind, Schema schema, Optional<String> module) {
    return new StreamDeclaration(
        stream,
        kind,
        schema,
        kind == EventKind.KEYED ? Optional.of("key") : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        module,
        false);
  }

  /**
   * What results are.
   *
   * @param values the record of their values
   */
  public static Schema results(Schema values) {
    Schema kind =
        Schema.createEnum(
            "ResultKind",
            null,
            NAMESPACE,
            Arrays.stream(ResultKind.values())
                .filter(each -> each != ResultKind.PREVIEW)
                .map(ResultKind::name)
                .toList());
    return SchemaBuilder.record("WindowEvaluated")
        .namespace(NAMESPACE)
        .prop(Exemptions.PROPERTY, Map.of("single-purpose", WHY_WITHOUT_VALUES))
        .fields()
        .requiredString("key")
        .name("start")
        .type(optional(time()))
        .withDefault(null)
        .name("end")
        .type(optional(time()))
        .withDefault(null)
        .requiredInt("version")
        .name("kind")
        .type(kind)
        .noDefault()
        .requiredLong("count")
        .name("values")
        .type(optional(values))
        .withDefault(null)
        .optionalString("failure")
        .endRecord();
  }

  private static Schema late() {
    return SchemaBuilder.record("EventMissed")
        .namespace(NAMESPACE)
        .fields()
        .requiredString("key")
        .name("start")
        .type(optional(time()))
        .withDefault(null)
        .name("end")
        .type(optional(time()))
        .withDefault(null)
        .requiredString("stream")
        .requiredInt("partition")
        .requiredLong("offset")
        .name("time")
        .type(time())
        .noDefault()
        .name("clock")
        .type(optional(time()))
        .withDefault(null)
        .endRecord();
  }

  private static Schema rejected() {
    return SchemaBuilder.record("EventRejected")
        .namespace(NAMESPACE)
        .fields()
        .requiredString("stream")
        .requiredInt("partition")
        .requiredLong("offset")
        .requiredString("reason")
        .endRecord();
  }

  private static Schema time() {
    return LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
  }

  private static Schema optional(Schema schema) {
    return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
  }
}
