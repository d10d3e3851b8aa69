package io.sillok.node.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sillok.node.entity.LoadedModule;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.gateway.stream.StreamJson;
import io.sillok.protocol.design.Finding;
import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.EntityModel.CommandModel;
import io.sillok.protocol.schema.EntityModel.EventModel;
import io.sillok.protocol.schema.ProcessorModel;
import io.sillok.protocol.schema.ProjectionModel;
import io.sillok.protocol.schema.StreamModel;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

/** Modules, their entity types and their schemas as JSON. */
final class ModuleJson {

  private ModuleJson() {}

  static JsonBody modules(List<LoadedModule> modules) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("modules");
      for (LoadedModule module : modules) {
        writeModule(json, module);
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  private static void writeModule(JsonGenerator json, LoadedModule module) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", module.name());
    json.writeStringField("version", module.version());
    json.writeArrayFieldStart("entityTypes");
    for (EntityModel<?, ?, ?> model : module.entityTypes()) {
      writeEntityType(json, model);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("streams");
    for (StreamModel<?> stream : module.streams()) {
      json.writeString(stream.definition().stream());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("processors");
    for (ProcessorModel<?, ?> processor : module.processors()) {
      json.writeString(processor.type().name());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("projections");
    for (ProjectionModel<?, ?> projection : module.projections()) {
      json.writeString(projection.type().name());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeEntityType(JsonGenerator json, EntityModel<?, ?, ?> model)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", model.type().name());
    json.writeArrayFieldStart("commands");
    for (CommandModel<?> command : model.commands().values()) {
      json.writeStartObject();
      json.writeStringField("name", command.name());
      json.writeFieldName("schema");
      json.writeTree(command.json().jsonSchema());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("events");
    for (EventModel<?> event : model.events().values()) {
      writeEvent(json, event);
    }
    json.writeEndArray();
    json.writeFieldName("state");
    json.writeTree(model.stateJson().jsonSchema());
    json.writeNumberField("snapshotEvery", model.type().snapshotEvery());
    json.writeNumberField("rememberedCommands", model.type().rememberedCommands());
    json.writeEndObject();
  }

  private static void writeEvent(JsonGenerator json, EventModel<?> event) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", event.name());
    json.writeStringField("stream", event.stream());
    json.writeFieldName("schema");
    json.writeTree(JsonBody.MAPPER.readTree(event.avro().schema().toString()));
    json.writeStringField("fingerprint", HexFormat.of().toHexDigits(event.avro().fingerprint()));
    json.writeArrayFieldStart("warnings");
    for (Finding warning : event.warnings()) {
      StreamJson.writeWarning(json, warning);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
