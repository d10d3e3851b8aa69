package io.sillok.node.window.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sillok.protocol.window.run.StateRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Rows of a state as bytes: for each its name and content, with their lengths before. */
final class StatePart {

  private StatePart() {}

  /**
   * @param rows all with content
   */
  static byte[] toBytes(List<StateRow> rows) {
    List<byte[]> pieces = new ArrayList<>();
    int bytes = 0;
    for (StateRow row : rows) {
      byte[] content = row.content();
      if (content == null) {
        throw new IllegalArgumentException("Nothing is left of row " + row.id());
      }
      pieces.add(row.id().getBytes(UTF_8));
      pieces.add(content);
    }
    for (byte[] piece : pieces) {
      bytes = Math.addExact(bytes, Integer.BYTES + piece.length);
    }
    ByteBuffer out = ByteBuffer.allocate(bytes);
    pieces.forEach(piece -> out.putInt(piece.length).put(piece));
    return out.array();
  }

  static List<StateRow> of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<StateRow> rows = new ArrayList<>();
    while (in.hasRemaining()) {
      rows.add(new StateRow(new String(piece(in), UTF_8), piece(in)));
    }
    return rows;
  }

  private static byte[] piece(ByteBuffer in) {
    byte[] piece = new byte[in.getInt()];
    in.get(piece);
    return piece;
  }
}
