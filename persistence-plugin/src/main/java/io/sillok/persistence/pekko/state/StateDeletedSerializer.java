package io.sillok.persistence.pekko.state;

import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.pekko.OneFormatSerializer;

/** Serializes {@link StateDeleted}, which has no content. */
public final class StateDeletedSerializer extends OneFormatSerializer {

  private static final int IDENTIFIER = 830_513;

  public StateDeletedSerializer() {
    super(IDENTIFIER, "deletion of a durable state");
  }

  /** Whether {@code revision} says that the state was deleted; needs no deserialization. */
  static boolean isDeletion(LoggedEvent revision) {
    return revision.payload().serializerId() == IDENTIFIER;
  }

  @Override
  public byte[] toBinary(Object object) {
    return new byte[0];
  }

  @Override
  protected Object read(byte[] bytes) {
    return StateDeleted.INSTANCE;
  }
}
