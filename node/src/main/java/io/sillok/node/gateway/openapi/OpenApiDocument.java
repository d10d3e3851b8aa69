package io.sillok.node.gateway.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.LoadedModule;
import io.sillok.protocol.schema.EntityModel;

/** The OpenAPI 3.1 description of a gateway with the modules that a node loaded. */
public final class OpenApiDocument {

  private OpenApiDocument() {}

  public static ObjectNode of(EntityModels models) {
    ObjectNode document = FixedDocument.read();
    ObjectNode paths = JsonNodeFactory.instance.objectNode();
    var components = new Components();
    for (LoadedModule module : models.modules()) {
      for (EntityModel<?, ?, ?> model : module.entityTypes()) {
        new EntityTypePaths(model, components).addTo(paths);
        document
            .withArray("/tags")
            .addObject()
            .put("name", model.type().name())
            .put(
                "description",
                "Entity type of module %s %s".formatted(module.name(), module.version()));
      }
    }
    document.withObject("/paths").setAll(paths);
    document.withObject("/components/schemas").setAll(components.schemas());
    return document;
  }
}
