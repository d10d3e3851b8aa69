package io.sillok.node.window.definition.declared.telling;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.window.aggregate.Aggregate;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * An aggregate, and the field of results that tells it.
 *
 * @param name of the field
 * @param schema of the field
 * @param json of what the aggregate tells; empty if that is nothing
 * @param objection why an event cannot be aggregated; empty if it can
 */
public record Told(
    String name,
    Aggregate<JsonNode, ?, ?> aggregate,
    Schema schema,
    Function<Object, Optional<JsonNode>> json,
    Function<JsonNode, Optional<String>> objection) {

  Schema.Field field() {
    return schema.isNullable()
        ? new Schema.Field(name, schema, null, Schema.Field.NULL_DEFAULT_VALUE)
        : new Schema.Field(name, schema);
  }
}
