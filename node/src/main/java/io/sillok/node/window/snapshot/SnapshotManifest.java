package io.sillok.node.window.snapshot;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A snapshot that is whole.
 *
 * @param reached so many offsets of all inputs are in it
 * @param id of its parts
 * @param parts so many it has
 * @param progress of the shard, as the shard keeps it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SnapshotManifest(long reached, UUID id, int parts, byte[] progress) {

  byte[] toBytes() {
    return ByteBuffer.allocate(3 * Long.BYTES + Integer.BYTES + progress.length)
        .putLong(reached)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .putInt(parts)
        .put(progress)
        .array();
  }

  static SnapshotManifest of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long reached = in.getLong();
    UUID id = new UUID(in.getLong(), in.getLong());
    int parts = in.getInt();
    byte[] progress = new byte[in.remaining()];
    in.get(progress);
    return new SnapshotManifest(reached, id, parts, progress);
  }
}
