package io.sillok.persistence.pekko.state;

import io.sillok.persistence.LoggedEvent;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Serializes {@link StateDeleted}, which has no content. */
public final class StateDeletedSerializer extends SerializerWithStringManifest {

  private static final String MANIFEST = "1";

  /** Never changes: it is stored with what is serialized. */
  private static final int IDENTIFIER = 830_513;

  /** Whether {@code revision} says that the state was deleted; needs no deserialization. */
  static boolean isDeletion(LoggedEvent revision) {
    return revision.payload().serializerId() == IDENTIFIER;
  }

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
    return new byte[0];
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    if (!manifest.equals(MANIFEST)) {
      throw new IllegalArgumentException(
          "The deletion of a durable state has manifest %s, but is \"%s\""
              .formatted(MANIFEST, manifest));
    }
    return StateDeleted.INSTANCE;
  }
}
