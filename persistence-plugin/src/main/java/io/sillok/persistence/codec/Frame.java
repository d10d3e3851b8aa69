package io.sillok.persistence.codec;

import io.sillok.persistence.StoreException;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * What surrounds every stored value: four bytes of CRC32C over all that follows, highest first,
 * then one byte of format version, then the body.
 */
public final class Frame {

  /** The version that is written, and the newest that is read. */
  public static final int VERSION = 1;

  private static final int BODY = 5;

  private Frame() {}

  /** A writer that stands at the body. */
  public static ByteWriter begin(int expected) {
    return new ByteWriter(expected + BODY).skip(BODY - 1).putByte(VERSION);
  }

  /** Finishes what {@link #begin} began. */
  public static byte[] end(ByteWriter writer) {
    byte[] frame = writer.toByteArray();
    int checksum = checksum(frame);
    for (int index = 0; index < 4; index++) {
      frame[index] = (byte) (checksum >>> (24 - 8 * index));
    }
    return frame;
  }

  /**
   * A reader that stands at the body of {@code frame}.
   *
   * @param what names the value in the message of an error
   * @throws StoreException {@code store-corrupt} when the checksum does not match, {@code
   *     store-format} when a newer version wrote it
   */
  public static ByteReader open(byte[] frame, Supplier<String> what) {
    if (frame.length < BODY || stored(frame) != checksum(frame)) {
      throw new StoreException(
          "store-corrupt",
          "The checksum of %s does not match its %d bytes; restore the store from a backup"
              .formatted(what.get(), frame.length),
          null);
    }
    if (frame[BODY - 1] != VERSION) {
      throw new StoreException(
          "store-format",
          "%s has format %d, but this version of Sillok reads format %d; start the newer version"
              .formatted(what.get(), frame[BODY - 1], VERSION),
          null);
    }
    return new ByteReader(frame, BODY);
  }

  private static int stored(byte[] frame) {
    int checksum = 0;
    for (int index = 0; index < 4; index++) {
      checksum = (checksum << 8) | (frame[index] & 0xff);
    }
    return checksum;
  }

  private static int checksum(byte[] frame) {
    CRC32C checksum = new CRC32C();
    checksum.update(frame, 4, frame.length - 4);
    return (int) checksum.getValue();
  }
}
