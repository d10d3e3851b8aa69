package io.sillok.persistence.codec;

import io.sillok.persistence.Payload;
import io.sillok.persistence.SnapshotTable.Snapshot;
import java.time.Instant;
import java.util.function.Supplier;

/** A snapshot as one value; its persistence id and sequence number are in its key. */
public final class SnapshotCodec {

  private SnapshotCodec() {}

  public static byte[] encode(Snapshot snapshot) {
    ByteWriter out = Frame.begin(snapshot.payload().bytes().length + 64);
    StringTable.Sink strings = StringTable.Sink.plain();
    Payload metadata = snapshot.metadata();
    out.putTime(snapshot.savedAt()).putByte(metadata == null ? 0 : 1);
    EventCodec.writePayload(out, strings, snapshot.payload());
    if (metadata != null) {
      EventCodec.writePayload(out, strings, metadata);
    }
    return Frame.end(out);
  }

  /**
   * @param what names the snapshot in the message of an error
   * @throws io.sillok.persistence.StoreException as {@link Frame#open} says
   */
  public static Snapshot decode(
      String persistenceId, long sequenceNumber, byte[] bytes, Supplier<String> what) {
    ByteReader in = Frame.open(bytes, what);
    StringTable.Source strings = StringTable.Source.plain();
    Instant savedAt = in.getTime();
    boolean hasMetadata = in.getByte() != 0;
    Payload payload = EventCodec.readPayload(in, strings);
    Payload metadata = hasMetadata ? EventCodec.readPayload(in, strings) : null;
    return new Snapshot(persistenceId, sequenceNumber, savedAt, payload, metadata);
  }
}
