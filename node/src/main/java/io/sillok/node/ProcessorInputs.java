package io.sillok.node;

import io.sillok.node.entity.LoadedModule;
import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.EntityModel.EventModel;
import io.sillok.protocol.schema.ProcessorModel;
import io.sillok.protocol.schema.StreamModel;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * Refuses processors that could never read their input, as far as modules know it: a stream that is
 * declared over HTTP may come later.
 */
final class ProcessorInputs {

  /** Between an entity type and its event; declared streams have none in their names. */
  private static final String OF_ENTITY_TYPE = ".";

  private final SortedMap<String, Schema> known = new TreeMap<>();

  private ProcessorInputs(List<LoadedModule> modules) {
    for (LoadedModule module : modules) {
      for (EntityModel<?, ?, ?> type : module.entityTypes()) {
        for (EventModel<?> event : type.events().values()) {
          known.put(event.stream(), event.avro().schema());
        }
      }
      for (StreamModel<?> stream : module.streams()) {
        known.put(stream.definition().stream(), stream.avro().schema());
      }
    }
  }

  /**
   * Checks the processors of {@code modules}, which may read each other's streams.
   *
   * @throws StartException {@code processor-input} for an entity type's event that no module has;
   *     {@code module-invalid} for events that do not fit the record they are read into
   */
  static void require(List<LoadedModule> modules) {
    ProcessorInputs inputs = new ProcessorInputs(modules);
    for (LoadedModule module : modules) {
      for (ProcessorModel<?, ?> processor : module.processors()) {
        ModulePath.guarded(module.name(), () -> inputs.require(module, processor));
      }
    }
  }

  private void require(LoadedModule module, ProcessorModel<?, ?> processor) {
    String input = processor.type().input();
    Schema schema = known.get(input);
    if (schema != null) {
      processor.requireReadable(schema);
    } else if (input.contains(OF_ENTITY_TYPE)) {
      throw new StartException(
          "processor-input",
          "Processor %s of module %s reads %s, which no loaded module has; load the module of that entity type, or name one of: %s"
              .formatted(
                  processor.type().name(), module.name(), input, String.join(", ", known.keySet())),
          null);
    }
  }
}
