package io.sillok.node.stream;

import io.sillok.persistence.StoreException;
import io.sillok.protocol.schema.CodecException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * An event that the present definition of its stream cannot read, and will not until there is
 * another. No declaration that leads to it is taken, so it is of an older node, or a module's.
 */
public final class UnreadableEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String stream;
  private final int partition;
  private final long offset;
  private final String reason;

  private UnreadableEventException(
      String stream, int partition, long offset, CodecException unreadable) {
    super(
        "The event of stream %s at partition %d, offset %d cannot be read: %s"
            .formatted(stream, partition, offset, unreadable.getMessage()),
        unreadable);
    this.stream = stream;
    this.partition = partition;
    this.offset = offset;
    this.reason = String.valueOf(unreadable.getMessage());
  }

  /** The same with its place; {@code unreadable} itself if it tells of an outage. */
  public static RuntimeException at(
      String stream, int partition, long offset, CodecException unreadable) {
    return isOutage(unreadable)
        ? unreadable
        : new UnreadableEventException(stream, partition, offset, unreadable);
  }

  /** Whether the store did not say which schema it was written with: that passes. */
  public static boolean isOutage(CodecException failure) {
    Throwable cause = failure.getCause();
    return cause instanceof StoreException
        || cause instanceof ExecutionException
        || cause instanceof TimeoutException
        || cause instanceof InterruptedException;
  }

  public String stream() {
    return stream;
  }

  public int partition() {
    return partition;
  }

  /** Of the event in its partition. */
  public long offset() {
    return offset;
  }

  /** For people: which field, and why. */
  public String reason() {
    return reason;
  }
}
