package io.sillok.node.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.LoadedModule;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.protocol.schema.EntityModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The OpenAPI 3.1 description of a gateway with the modules that a node loaded. */
public final class OpenApiDocument {

  // What does not depend on modules stands in a file beside this class.
  private static final String FIXED = "openapi.json";

  private OpenApiDocument() {}

  public static ObjectNode of(EntityModels models) {
    ObjectNode document = fixed();
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

  private static ObjectNode fixed() {
    try (InputStream stream = OpenApiDocument.class.getResourceAsStream(FIXED)) {
      JsonNode document = JsonBody.MAPPER.readTree(stream);
      return (ObjectNode) document;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + FIXED, e);
    }
  }
}
