package io.sillok.node.gateway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one JSON value straight to bytes, without a tree in between. */
@FunctionalInterface
public interface JsonBody {

  JsonMapper MAPPER = new JsonMapper();

  void write(JsonGenerator json) throws IOException;

  /** The value in UTF-8. */
  default byte[] bytes() {
    var buffer = new ByteArrayOutputStream(512);
    try (JsonGenerator json = MAPPER.createGenerator(buffer)) {
      write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("A response could not be written", e);
    }
    return buffer.toByteArray();
  }
}
