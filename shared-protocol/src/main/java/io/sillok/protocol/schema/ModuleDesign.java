package io.sillok.protocol.schema;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.design.EventDesign;
import io.sillok.protocol.design.Finding;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.ProcessorType;
import io.sillok.protocol.schema.shape.Names;
import io.sillok.protocol.schema.shape.Shapes;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The design of all events of a module, even of one that a node would refuse for it. */
public final class ModuleDesign {

  private ModuleDesign() {}

  /**
   * What is wrong with each event of {@code module}, by its stream; an empty list if nothing is.
   *
   * @throws InvalidModuleException naming the class, the member and why, if a record cannot be kept
   *     at all
   */
  public static SequencedMap<String, List<Finding>> check(SillokModule module) {
    SequencedMap<String, List<Finding>> findings = new LinkedHashMap<>();
    for (EntityType<?, ?, ?> type : module.entityTypes()) {
      for (Class<?> record : Shapes.recordsOf(type.event())) {
        findings.put(type.name() + "." + Names.ofRecord(record), check(record));
      }
    }
    for (EventDefinition<?> stream : module.streams()) {
      Schema schema = AvroCodec.of(stream.event()).schema();
      findings.put(stream.stream(), EventDesign.checkDeclared(schema, stream.key()));
    }
    return Collections.unmodifiableSequencedMap(findings);
  }

  /**
   * Why a node would refuse processors of {@code module}, by their names; nothing where their
   * streams are refused already.
   */
  public static SequencedMap<String, String> refusedProcessors(SillokModule module) {
    SequencedMap<String, String> refused = new LinkedHashMap<>();
    Map<String, StreamModel<?>> streams = new HashMap<>();
    try {
      module.streams().forEach(stream -> streams.put(stream.stream(), StreamModel.of(stream)));
    } catch (InvalidModuleException told) {
      return refused;
    }
    Set<String> names = new HashSet<>();
    for (ProcessorType<?, ?> type : ModuleCode.definitions("processors()", module::processors)) {
      try {
        ProcessorModel<?, ?> model = ProcessorModel.of(type, streams);
        StreamModel<?> input = streams.get(type.input());
        if (input != null) {
          model.requireReadable(input.avro().schema());
        }
        if (!names.add(type.name())) {
          refused.put(type.name(), "Two processors are named so; rename one");
        }
      } catch (InvalidModuleException invalid) {
        refused.put(type.name(), String.valueOf(invalid.getMessage()));
      }
    }
    return refused;
  }

  private static List<Finding> check(Class<?> record) {
    return EventDesign.check(AvroCodec.of(record).schema());
  }

  /**
   * What the design of an event could do better.
   *
   * @param findings about {@code record}
   * @throws InvalidModuleException if it breaks a rule that is more than advice
   */
  static List<Finding> warnings(Class<?> record, List<Finding> findings) {
    List<Finding> errors = findings.stream().filter(Finding::isError).toList();
    if (!errors.isEmpty()) {
      throw new InvalidModuleException(
          "%s is badly designed: %s. Mend it, or state the reason with @Exempt"
              .formatted(
                  Names.of(record),
                  errors.stream().map(Finding::toString).collect(Collectors.joining(". "))));
    }
    return findings;
  }
}
