package io.sillok.protocol.schema;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.design.EventDesign;
import io.sillok.protocol.design.Finding;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.schema.shape.Names;
import io.sillok.protocol.schema.shape.Shapes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

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
        findings.put(
            type.name() + "." + Names.ofRecord(record),
            EventDesign.check(AvroCodec.of(record).schema()));
      }
    }
    return Collections.unmodifiableSequencedMap(findings);
  }
}
