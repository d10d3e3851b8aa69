package io.sillok.persistence.pekko.query;

import io.sillok.persistence.LogId;
import io.sillok.persistence.codec.ByteReader;
import io.sillok.persistence.codec.ByteWriter;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Serializes {@link LogOffset}, for those who send or store positions. */
public final class LogOffsetSerializer extends SerializerWithStringManifest {

  private static final String MANIFEST = "1";

  /** Never changes: it is stored with what is serialized. */
  private static final int IDENTIFIER = 830_511;

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object object) {
    return MANIFEST;
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
  public Object fromBinary(byte[] bytes, String manifest) {
    if (!manifest.equals(MANIFEST)) {
      throw new IllegalArgumentException(
          "An offset of a log has manifest %s, but is \"%s\"".formatted(MANIFEST, manifest));
    }
    ByteReader in = new ByteReader(bytes, 0);
    return new LogOffset(new LogId(in.getString(), in.getCount()), in.getNumber());
  }
}
