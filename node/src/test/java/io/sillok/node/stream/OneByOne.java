package io.sillok.node.stream;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Reads a source one element at a time, and asks for no more than that. */
public final class OneByOne<T> implements Subscriber<T>, AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final CompletableFuture<Subscription> subscribed = new CompletableFuture<>();
  private final BlockingQueue<Optional<T>> elements = new LinkedBlockingQueue<>();

  private OneByOne() {}

  public static <T> OneByOne<T> of(Source<T, ?> source, ActorSystem<?> system) {
    OneByOne<T> reader = new OneByOne<>();
    source.runWith(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), system).subscribe(reader);
    return reader;
  }

  /** The next element; empty at the end. */
  public Optional<T> next() throws Exception {
    subscribed.get(PATIENCE_SECONDS, TimeUnit.SECONDS).request(1);
    Optional<T> next = elements.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("Nothing came");
    }
    return next;
  }

  @Override
  public void close() {
    subscribed.join().cancel();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscribed.complete(subscription);
  }

  @Override
  public void onNext(T element) {
    elements.add(Optional.of(element));
  }

  @Override
  public void onError(Throwable failure) {
    elements.add(Optional.empty());
  }

  @Override
  public void onComplete() {
    elements.add(Optional.empty());
  }
}
