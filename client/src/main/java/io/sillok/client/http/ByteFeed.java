package io.sillok.client.http;

import java.net.URI;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The body of an answer that goes on, taken piece by piece. No more than one piece waits here: who
 * does not take lets the connection fill up, and with it the node wait.
 */
public final class ByteFeed implements BodySubscriber<ByteFeed>, AutoCloseable {

  private static final Subscription CLOSED =
      new Subscription() {
        @Override
        public void request(long pieces) {}

        @Override
        public void cancel() {}
      };

  private final URI node;
  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private final AtomicReference<Subscription> subscription = new AtomicReference<>();

  ByteFeed(URI node) {
    this.node = node;
  }

  /** That it comes from. */
  URI node() {
    return node;
  }

  /** What came of a body. */
  public sealed interface Piece {

    /** Some of its bytes. */
    record Bytes(List<ByteBuffer> buffers) implements Piece {}

    /** Its end, as the node meant it. */
    record End() implements Piece {}

    /** The connection broke. */
    record Broken(Throwable cause) implements Piece {}

    /** Nothing came in time. */
    record Nothing() implements Piece {}
  }

  /** The next piece, as soon as it is there. */
  public Piece take(Duration within) throws InterruptedException {
    Piece piece = pieces.poll(within.toNanos(), TimeUnit.NANOSECONDS);
    return switch (piece) {
      case null -> new Piece.Nothing();
      case Piece.Bytes bytes -> {
        more();
        yield bytes;
      }
      default -> piece;
    };
  }

  private void more() {
    Subscription open = subscription.get();
    if (open != null) {
      open.request(1);
    }
  }

  /** Ends the connection; who waits for a piece gets the end. */
  @Override
  public void close() {
    Subscription open = subscription.getAndSet(CLOSED);
    if (open != null) {
      open.cancel();
    }
    pieces.clear();
    pieces.add(new Piece.End());
  }

  @Override
  public CompletionStage<ByteFeed> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription opened) {
    if (subscription.compareAndSet(null, opened)) {
      opened.request(1);
    } else {
      opened.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    pieces.add(new Piece.Bytes(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    pieces.add(new Piece.Broken(cause));
  }

  @Override
  public void onComplete() {
    pieces.add(new Piece.End());
  }
}
