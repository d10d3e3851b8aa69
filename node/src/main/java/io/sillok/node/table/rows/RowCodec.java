package io.sillok.node.table.rows;

import io.sillok.node.entity.journaled.WireReader;
import io.sillok.node.entity.journaled.WireWriter;
import io.sillok.protocol.schema.CodecException;

/**
 * {@link Row} as bytes, but for its key, which a store keeps in its own way. The same row is always
 * the same bytes.
 */
public final class RowCodec {

  /** Of the format; a table that was kept in another is built anew. */
  public static final int VERSION = 1;

  private RowCodec() {}

  public static byte[] encode(Row row) {
    return new WireWriter()
        .writeByte(VERSION)
        .writeUnsigned(row.offset())
        .writeTime(row.time())
        .writeUnsigned(row.sequenceNumber())
        .writeLong(row.fingerprint())
        .writeRest(row.avro())
        .toBytes();
  }

  /**
   * @throws CodecException if the bytes are broken or of another version
   */
  public static Row decode(String key, byte[] bytes) {
    WireReader reader = new WireReader(bytes);
    int version = reader.readByte();
    if (version != VERSION) {
      throw new CodecException(
          "The row of key %s is in version %d of the format of tables, but this node reads only version %d"
              .formatted(key, version, VERSION),
          null);
    }
    return new Row(
        key,
        reader.readUnsigned(),
        reader.readTime(),
        reader.readUnsigned(),
        reader.readLong(),
        reader.readRest());
  }
}
