package io.sillok.client.stream;

import io.sillok.client.event.StreamEvent;
import io.sillok.client.failure.InterruptedCallException;
import io.sillok.client.feed.EventSource;
import io.sillok.client.feed.Message;
import io.sillok.client.http.Transport;
import io.sillok.client.json.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/**
 * One subscriber's events, live. A virtual thread gives it as many as it asked for; while it asks
 * for none, nothing is read from the connection.
 */
final class LiveSubscription implements Subscription {

  private static final Duration LONG = Duration.ofHours(1);

  /** Four heartbeats of a node. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private final Transport transport;
  private final EventReading reading;
  private final EventSource source;
  private final Subscriber<? super StreamEvent> subscriber;
  private final Runnable ended;
  private final Demand demand = new Demand();
  private final Runnable stop = this::cancel;
  private final Thread thread = Thread.ofVirtual().name("sillok-live").unstarted(this::run);
  private volatile Optional<IllegalArgumentException> misuse = Optional.empty();

  /**
   * @param ended runs when the subscriber gets nothing more, whatever the reason
   */
  LiveSubscription(
      Transport transport,
      String stream,
      EventReading reading,
      Subscriber<? super StreamEvent> subscriber,
      Runnable ended) {
    this.transport = transport;
    this.reading = reading;
    this.source = new EventSource(transport, "stream " + stream, SILENCE, reading::call);
    this.subscriber = subscriber;
    this.ended = ended;
  }

  void start() {
    transport.keep(stop);
    thread.start();
  }

  /**
   * Cancels it, and waits for what the subscriber is doing with an event; not if it is the caller.
   */
  void stop() {
    cancel();
    if (Thread.currentThread() != thread) {
      try {
        thread.join();
      } catch (InterruptedException interrupted) {
        throw InterruptedCallException.restoring(interrupted);
      }
    }
  }

  @Override
  public void request(long more) {
    if (more > 0) {
      demand.add(more);
    } else {
      misuse =
          Optional.of(
              new IllegalArgumentException(
                  "A subscriber must ask for at least 1 event, but asked for " + more));
      cancel();
    }
  }

  @Override
  public void cancel() {
    demand.cancel();
    source.close();
  }

  private void run() {
    try {
      subscriber.onSubscribe(this);
      give();
      if (misuse.isPresent()) {
        subscriber.onError(misuse.get());
      } else if (reading.isSatisfied() && !demand.isCancelled()) {
        subscriber.onComplete();
      }
    } catch (RuntimeException | InterruptedException failure) {
      subscriber.onError(failure);
    } finally {
      cancel();
      transport.forget(stop);
      ended.run();
    }
  }

  private void give() throws InterruptedException {
    while (!reading.isSatisfied() && demand.await()) {
      Optional<Message> message = source.next(LONG).filter(Message::isEvent);
      if (message.isPresent()) {
        StreamEvent event = reading.take(Json.read(message.get().data()));
        demand.given();
        subscriber.onNext(event);
      }
    }
  }
}
