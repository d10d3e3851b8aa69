package io.sillok.node.gateway.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.stream.SchemaVersion;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.protocol.design.Compatibility;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

/** The definitions of streams and their versions as JSON. */
final class SchemaJson {

  private SchemaJson() {}

  static JsonBody list(List<StreamDefinition> streams) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("schemas");
      for (StreamDefinition stream : streams) {
        json.writeStartObject();
        writeNames(json, stream);
        json.writeStringField("fingerprint", hex(stream.fingerprint()));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  static JsonBody versions(StreamDefinition stream, List<SchemaVersion> versions) {
    return json -> {
      json.writeStartObject();
      writeNames(json, stream);
      json.writeArrayFieldStart("versions");
      for (SchemaVersion version : versions) {
        json.writeStartObject();
        json.writeNumberField("version", version.number());
        json.writeStringField("fingerprint", hex(version.fingerprint()));
        json.writeFieldName("schema");
        json.writeTree(JsonBody.MAPPER.readTree(version.schema().toString()));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  private static void writeNames(JsonGenerator json, StreamDefinition stream) throws IOException {
    json.writeStringField("stream", stream.name());
    json.writeStringField("compatibility", Compatibility.of(stream.schema()).name());
  }

  private static String hex(long fingerprint) {
    return HexFormat.of().toHexDigits(fingerprint);
  }
}
