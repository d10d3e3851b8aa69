package io.sillok.node.window.definition.declared.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.window.definition.declared.Aggregation;
import io.sillok.node.window.definition.declared.DeclaredProjection;
import io.sillok.node.window.definition.declared.DeclaredSource;
import java.util.List;

/** Writes declared projections in the one form that says what they are, usual values included. */
public final class ProjectionWriter {

  private ProjectionWriter() {}

  public static ObjectNode write(DeclaredProjection projection) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (projection.sources().size() == 1) {
      source(projection.sources().getFirst(), json);
    } else {
      ArrayNode sources = json.putArray("sources");
      projection.sources().forEach(source -> source(source, sources.addObject()));
    }
    WindowingWriter.write(projection.windowing(), json);
    ObjectNode aggregates = json.putObject("aggregates");
    projection
        .aggregates()
        .forEach((name, aggregation) -> aggregate(aggregation, aggregates.putObject(name)));
    return json;
  }

  private static void source(DeclaredSource source, ObjectNode json) {
    json.put("stream", source.stream());
    source.filter().ifPresent(filter -> json.put("filter", filter));
    source.key().ifPresent(parts -> key(parts, json));
    source
        .lookup()
        .ifPresent(lookup ->
            json.putObject("lookup")
                .put("stream", lookup.stream())
                .put("key", lookup.key())
                .put("outOfOrderness", lookup.outOfOrderness().toString()));
  }

  private static void key(List<String> parts, ObjectNode json) {
    if (parts.size() == 1) {
      json.put("key", parts.getFirst());
    } else {
      ArrayNode key = json.putArray("key");
      parts.forEach(key::add);
    }
  }

  private static void aggregate(Aggregation aggregation, ObjectNode json) {
    json.put("function", aggregation.function());
    aggregation.field().ifPresent(path -> json.put("field", path));
    switch (aggregation) {
      case Aggregation.Distinct distinct -> json.put("exact", distinct.exact());
      case Aggregation.Percentile percentile -> percent(percentile.percent(), json);
      case Aggregation.Top top -> json.put("most", top.most());
      case Aggregation.Collect collect -> json.put("most", collect.most());
      case Aggregation.Count count -> {}
      case Aggregation.Plain plain -> {}
    }
  }

  /** As people write it: 95, not 95.0. */
  private static void percent(double percent, ObjectNode json) {
    if (percent == Math.rint(percent)) {
      json.put("percent", (int) percent);
    } else {
      json.put("percent", percent);
    }
  }
}
