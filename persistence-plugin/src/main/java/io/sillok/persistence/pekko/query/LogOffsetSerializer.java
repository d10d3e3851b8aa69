package io.sillok.persistence.pekko.query;

import io.sillok.persistence.LogId;
import io.sillok.persistence.codec.ByteReader;
import io.sillok.persistence.codec.ByteWriter;
import io.sillok.persistence.pekko.OneFormatSerializer;

/** Serializes {@link LogOffset}, for those who send or store positions. */
public final class LogOffsetSerializer extends OneFormatSerializer {

  public LogOffsetSerializer() {
    super(830_511, "place in a log");
  }

  @Override
  public byte[] toBinary(Object object) {
    if (!(object instanceof LogOffset position)) {
      throw new IllegalArgumentException("Not an offset of a log: " + object.getClass());
    }
    return new ByteWriter(32)
        .putString(position.log().name())
        .putNumber(position.log().partition())
        .putNumber(position.offset())
        .toByteArray();
  }

  @Override
  protected Object read(byte[] bytes) {
    ByteReader in = new ByteReader(bytes, 0);
    return new LogOffset(new LogId(in.getString(), in.getCount()), in.getNumber());
  }
}
