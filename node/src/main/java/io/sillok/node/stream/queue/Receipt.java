package io.sillok.node.stream.queue;

import io.sillok.persistence.codec.ByteReader;
import io.sillok.persistence.codec.ByteWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * By which a worker speaks of an event that it was handed: opaque outside, and of one queue, event
 * and lease.
 */
public record Receipt(int partition, long offset, long lease) {

  private static final int VERSION = 1;

  /** As workers have it: safe in URLs. */
  public String text(QueueDefinition queue) {
    ByteWriter out = new ByteWriter(32);
    out.putNumber(VERSION)
        .putNumber(partition)
        .putNumber(offset)
        .putLong(lease)
        .putLong(mark(queue));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  /**
   * What {@link #text} gave for a lease of {@code queue}.
   *
   * @param partitions of every stream
   * @throws InvalidReceiptException if it gave no such text
   */
  public static Receipt parse(QueueDefinition queue, String text, int partitions) {
    try {
      ByteReader in = new ByteReader(Base64.getUrlDecoder().decode(text), 0);
      if (in.getNumber() == VERSION) {
        Receipt receipt = new Receipt(in.getCount(), in.getNumber(), in.getLong());
        if (receipt.partition() < partitions && receipt.text(queue).equals(text)) {
          return receipt;
        }
      }
    } catch (RuntimeException notWritten) {
      // told below, like any other text that is no such receipt
    }
    throw new InvalidReceiptException(text);
  }

  /** Tells a receipt of the queue from those of others, and from what is none. */
  private long mark(QueueDefinition queue) {
    CRC32C crc = new CRC32C();
    crc.update(queue.path().getBytes(StandardCharsets.UTF_8));
    crc.update(queue.id().getBytes(StandardCharsets.UTF_8));
    crc.update(
        ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
            .putInt(partition)
            .putLong(offset)
            .putLong(lease)
            .flip());
    return crc.getValue();
  }

  /** A text that is no receipt of the queue. */
  public static final class InvalidReceiptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidReceiptException(String text) {
      super(text);
    }
  }
}
