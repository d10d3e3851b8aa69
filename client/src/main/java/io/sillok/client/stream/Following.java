package io.sillok.client.stream;

import io.sillok.client.event.EventHandler;
import io.sillok.client.event.HandlerFailedException;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.http.Transport;
import io.sillok.client.running.Running;
import java.time.Duration;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/**
 * A stream that is followed: a virtual thread hands each event to a handler, one at a time. Close
 * it to stop, and have a look at how it ended by {@link #await()}.
 */
public final class Following implements AutoCloseable {

  private final EventHandler handler;
  private final Running running;
  private final LiveSubscription subscription;

  Following(Transport transport, String stream, EventReading reading, EventHandler handler) {
    this.handler = handler;
    this.running = new Running("Following stream " + stream);
    this.subscription =
        new LiveSubscription(transport, stream, reading, new Handling(), running::ended);
  }

  void start() {
    subscription.start();
  }

  /** Whether it has neither been stopped nor failed. */
  public boolean isRunning() {
    return running.isRunning();
  }

  /**
   * Waits until it stops: because as many events came as were selected, or it was closed.
   *
   * @throws HandlerFailedException if the handler threw
   * @throws io.sillok.client.failure.SillokException if a node refused
   */
  public void await() {
    running.await();
  }

  /** The same for some time; answers whether it has stopped. */
  public boolean await(Duration time) {
    return running.await(time);
  }

  /**
   * Stops it when the event under way is handled. Throws what it has failed with, unless {@link
   * #await()} did.
   */
  @Override
  public void close() {
    subscription.stop();
    running.tell();
  }

  private final class Handling implements Subscriber<StreamEvent> {

    @Override
    public void onSubscribe(Subscription given) {
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(StreamEvent event) {
      try {
        handler.handle(event);
      } catch (Throwable failure) { // an error, too: nobody else would tell it
        throw new HandlerFailedException(event, failure);
      }
    }

    @Override
    public void onError(Throwable failure) {
      running.failed(failure);
    }

    @Override
    public void onComplete() {
      running.ended();
    }
  }
}
