package io.sillok.node.stream;

import io.sillok.node.entity.journaled.WireReader;
import io.sillok.node.entity.journaled.WireWriter;
import io.sillok.protocol.schema.CodecException;
import java.util.Optional;

/** {@link StreamRecord} as bytes: a version, what is there, and then each of that. */
public final class StreamRecordCodec {

  /** Names the format in a log; never changes. */
  public static final int SERIALIZER_ID = 7_302;

  private static final int VERSION = 1;
  private static final int HAS_KEY = 1;
  private static final int HAS_ID = 2;
  private static final int IS_REMOVAL = 4;

  private StreamRecordCodec() {}

  public static byte[] encode(StreamRecord record) {
    WireWriter writer = new WireWriter().writeByte(VERSION).writeByte(flags(record));
    record.key().ifPresent(writer::writeText);
    record.id().ifPresent(id -> writer.writeText(id.source()).writeText(id.id()));
    return writer.writeLong(record.fingerprint()).writeRest(record.avro()).toBytes();
  }

  private static int flags(StreamRecord record) {
    return (record.key().isPresent() ? HAS_KEY : 0)
        | (record.id().isPresent() ? HAS_ID : 0)
        | (record.removal() ? IS_REMOVAL : 0);
  }

  /**
   * @throws CodecException if the bytes are broken or of a newer version
   */
  public static StreamRecord decode(byte[] bytes) {
    WireReader reader = new WireReader(bytes);
    int flags = flags(reader);
    Optional<String> key = key(flags, reader);
    Optional<EventId> id =
        (flags & HAS_ID) == 0
            ? Optional.empty()
            : Optional.of(new EventId(reader.readText(), reader.readText()));
    return new StreamRecord(
        key, id, reader.readLong(), (flags & IS_REMOVAL) != 0, reader.readRest());
  }

  /** The key alone. */
  public static Optional<String> key(byte[] bytes) {
    WireReader reader = new WireReader(bytes);
    return key(flags(reader), reader);
  }

  /** The fingerprint of the writer's schema alone. */
  static long fingerprint(byte[] bytes) {
    WireReader reader = new WireReader(bytes);
    int flags = flags(reader);
    for (int texts = texts(flags); texts > 0; texts--) {
      reader.skipText();
    }
    return reader.readLong();
  }

  private static int texts(int flags) {
    return ((flags & HAS_KEY) == 0 ? 0 : 1) + ((flags & HAS_ID) == 0 ? 0 : 2);
  }

  private static Optional<String> key(int flags, WireReader reader) {
    return (flags & HAS_KEY) == 0 ? Optional.empty() : Optional.of(reader.readText());
  }

  private static int flags(WireReader reader) {
    int version = reader.readByte();
    if (version != VERSION) {
      throw new CodecException(
          "An event is in version %d of the format of streams, but this node reads only version %d; run a newer node"
              .formatted(version, VERSION),
          null);
    }
    return reader.readByte();
  }
}
