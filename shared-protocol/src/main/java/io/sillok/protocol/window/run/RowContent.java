package io.sillok.protocol.window.run;

import io.sillok.protocol.window.aggregate.ValueType.Reading;
import io.sillok.protocol.window.aggregate.ValueType.Writing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The bytes of {@link StateRow}s. */
final class RowContent {

  private RowContent() {}

  static <A> byte[] write(A value, Writing<A> writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writing.write(value, new DataOutputStream(bytes));
    } catch (IOException memoryNeverFails) {
      throw new UncheckedIOException(memoryNeverFails);
    }
    return bytes.toByteArray();
  }

  static <A> A read(byte[] content, Reading<A> reading) {
    try {
      return reading.read(new DataInputStream(new ByteArrayInputStream(content)));
    } catch (IOException broken) {
      throw new UncheckedIOException("What is kept of a window is broken", broken);
    }
  }
}
