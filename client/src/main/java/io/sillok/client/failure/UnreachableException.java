package io.sillok.client.failure;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** No node answered; whether the call took effect is open, and repeating it does no harm. */
public final class UnreachableException extends SillokException {

  private static final long serialVersionUID = 1L;

  private UnreachableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The connection could not be made, or broke. */
  public static UnreachableException broken(URI node, Throwable cause) {
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new UnreachableException("Cannot reach the node at %s: %s".formatted(node, why), cause);
  }

  /** A connection that was there was lost before all had come. */
  public static UnreachableException lost(String why, @Nullable Throwable cause) {
    return new UnreachableException("The connection was lost: " + why, cause);
  }

  /** Nothing came within {@code patience}. */
  public static UnreachableException silent(URI node, Duration patience, Throwable cause) {
    return new UnreachableException(
        "The node at %s did not answer within %s ms".formatted(node, patience.toMillis()), cause);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
