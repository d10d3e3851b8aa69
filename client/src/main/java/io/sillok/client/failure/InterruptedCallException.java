package io.sillok.client.failure;

/**
 * The calling thread was interrupted while it waited; its interrupted status is set again. Whether
 * the call took effect is open, and repeating it does no harm.
 */
public final class InterruptedCallException extends SillokException {

  private static final long serialVersionUID = 1L;

  private InterruptedCallException(InterruptedException cause) {
    super("Interrupted while waiting for a node", cause);
  }

  /** Sets the thread's interrupted status, which {@code cause} has cleared. */
  public static InterruptedCallException restoring(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new InterruptedCallException(cause);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
