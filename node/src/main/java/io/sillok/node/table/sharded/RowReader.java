package io.sillok.node.table.sharded;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.UnreadableEventException;
import io.sillok.node.table.TableDefinition;
import io.sillok.node.table.TableRow;
import io.sillok.node.table.TableUnavailableException;
import io.sillok.node.table.rows.Row;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.EntityModel;
import java.util.OptionalLong;
import org.apache.avro.Schema;

/** Reads rows through the present version of their definition. */
final class RowReader {

  private final Schemas schemas;

  /**
   * @param schemas that events were written with
   */
  RowReader(Schemas schemas) {
    this.schemas = schemas;
  }

  /**
   * May wait for the store.
   *
   * @throws UnreadableEventException if the row of a stream cannot be read
   * @throws CodecException if that of an entity type cannot, or the store does not say how
   */
  TableRow read(TableDefinition table, int partition, Row row) {
    return switch (table) {
      case TableDefinition.OfStream(Declared stream) ->
          row(partition, row, value(stream, partition, row), OptionalLong.empty());
      case TableDefinition.OfEntityType(var model) ->
          row(partition, row, value(model, row), OptionalLong.of(row.sequenceNumber()));
    };
  }

  private static TableRow row(int partition, Row row, JsonNode value, OptionalLong sequenceNumber) {
    return new TableRow(row.key(), value, row.time(), partition, row.offset(), sequenceNumber);
  }

  private JsonNode value(Declared stream, int partition, Row row) {
    try {
      Schema writer =
          row.fingerprint() == stream.fingerprint()
              ? stream.schema()
              : schemas.find(row.fingerprint());
      return stream.codec().decode(row.avro(), writer);
    } catch (CodecException unreadable) {
      throw UnreadableEventException.at(stream.name(), partition, row.offset(), unreadable);
    }
  }

  private static <S> JsonNode value(EntityModel<?, ?, S> model, Row row) {
    if (row.fingerprint() != model.stateAvro().fingerprint()) {
      throw new TableUnavailableException(
          "table-building",
          "The table is kept by a node that has another version of the module of %s; ask again when all have the same"
              .formatted(model.type().name()));
    }
    return model.stateJson().toTree(model.stateAvro().decode(row.avro()));
  }
}
