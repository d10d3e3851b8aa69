package io.sillok.node.window.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.schema.ProjectionModel;
import io.sillok.protocol.window.run.WindowResult;
import org.apache.avro.Schema;

/** The record that a module's projection tells. */
record TypedForm<R>(ProjectionModel<?, R> model) implements ResultForm {

  @Override
  public Schema schema() {
    return model.avro().schema();
  }

  @Override
  public JsonNode values(WindowResult result) {
    return model.json().toTree(model.type().result().cast(result.values().getFirst()));
  }
}
