package io.sillok.node.gateway.table;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.table.TablePage;
import io.sillok.node.table.TableRow;
import io.sillok.node.table.TableVerification;
import java.io.IOException;
import java.util.Optional;

/** Rows of tables and the outcomes of verifications as JSON. */
final class TableJson {

  private TableJson() {}

  static JsonBody row(TableRow row) {
    return json -> write(json, row);
  }

  /**
   * @param next the path of the next page; empty at the end
   */
  static JsonBody page(TablePage page, Optional<String> next) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("rows");
      for (TableRow row : page.rows()) {
        write(json, row);
      }
      json.writeEndArray();
      if (next.isPresent()) {
        json.writeStringField("next", next.get());
      } else {
        json.writeNullField("next");
      }
      json.writeEndObject();
    };
  }

  static JsonBody verification(TableVerification verification) {
    return json -> {
      json.writeStartObject();
      json.writeNumberField("rows", verification.rows());
      json.writeStringField("digest", verification.digest());
      json.writeStringField("rebuilt", verification.rebuilt());
      json.writeBooleanField("equal", verification.equal());
      json.writeStringField("position", verification.position().text());
      json.writeEndObject();
    };
  }

  private static void write(JsonGenerator json, TableRow row) throws IOException {
    json.writeStartObject();
    json.writeStringField("key", row.key());
    json.writeFieldName("value");
    json.writeTree(row.value());
    json.writeStringField("time", row.time().toString());
    json.writeNumberField("partition", row.partition());
    json.writeNumberField("offset", row.offset());
    if (row.sequenceNumber().isPresent()) {
      json.writeNumberField("sequenceNumber", row.sequenceNumber().getAsLong());
    }
    json.writeEndObject();
  }
}
