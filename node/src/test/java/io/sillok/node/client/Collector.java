package io.sillok.node.client;

import io.sillok.client.event.StreamEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Collects live events; asks for as many as it is told to. */
final class Collector implements Subscriber<StreamEvent> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final long first;
  private final List<StreamEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch subscribed = new CountDownLatch(1);
  private volatile Subscription subscription = new Nothing();
  private volatile Optional<Throwable> failure = Optional.empty();
  private volatile String end = "";

  /**
   * @param first how many it asks for in the beginning
   */
  Collector(long first) {
    this.first = first;
  }

  /** Before there is a subscription. */
  private static final class Nothing implements Subscription {
    @Override
    public void request(long more) {}

    @Override
    public void cancel() {}
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    subscribed.countDown();
    if (first > 0) {
      given.request(first);
    }
  }

  @Override
  public void onNext(StreamEvent event) {
    events.add(event);
  }

  @Override
  public void onError(Throwable cause) {
    failure = Optional.of(cause);
    end = "error";
  }

  @Override
  public void onComplete() {
    end = "complete";
  }

  Subscription subscription() throws InterruptedException {
    if (!subscribed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("Never subscribed");
    }
    return subscription;
  }

  List<StreamEvent> events() {
    return List.copyOf(events);
  }

  /** Returns when it has so many. */
  void await(int count) {
    await(() -> events.size() >= count);
  }

  /** What ended it, when that has come: {@code complete} or {@code error}. */
  String awaitEnd() {
    await(() -> !end.isEmpty());
    return end;
  }

  Throwable failure() {
    return failure.orElseThrow();
  }

  private void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "Has %d events, end '%s', failure %s".formatted(events.size(), end, failure));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }
}
