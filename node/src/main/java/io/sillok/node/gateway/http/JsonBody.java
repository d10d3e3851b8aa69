package io.sillok.node.gateway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one JSON value straight to bytes, without a tree in between. */
@FunctionalInterface
public interface JsonBody {

  /** Reads nothing that is told twice. */
  JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

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
