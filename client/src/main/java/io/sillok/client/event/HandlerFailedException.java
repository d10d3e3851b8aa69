package io.sillok.client.event;

import io.sillok.client.failure.SillokException;

/** A handler of the application threw; the cause is what it threw. */
public final class HandlerFailedException extends SillokException {

  private static final long serialVersionUID = 1L;

  private final transient StreamEvent event;

  public HandlerFailedException(StreamEvent event, Throwable cause) {
    super(
        "The handler failed on the event at partition %d, offset %d: %s"
            .formatted(event.partition(), event.offset(), cause),
        cause);
    this.event = event;
  }

  /** The event that it was given. */
  public StreamEvent event() {
    return event;
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
