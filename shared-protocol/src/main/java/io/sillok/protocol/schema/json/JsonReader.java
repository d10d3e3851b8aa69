package io.sillok.protocol.schema.json;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads values of one shape from JSON. */
@FunctionalInterface
public interface JsonReader {

  /**
   * Reads the value that starts at the current token and stops at its last one. Returns null after
   * a mismatch, which the input then holds.
   *
   * @throws IOException if the document is malformed
   */
  @Nullable Object read(JsonInput in) throws IOException;
}
