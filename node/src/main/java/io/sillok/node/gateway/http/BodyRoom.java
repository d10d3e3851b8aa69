package io.sillok.node.gateway.http;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.http.javadsl.model.AttributeKey;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** The bytes of request bodies that a node holds at once. */
public final class BodyRoom {

  private static final AttributeKey<Share> SHARE = AttributeKey.create("body-share", Share.class);

  private final long most;
  private final AtomicLong held = new AtomicLong();

  /**
   * @param most bytes at once, from 1; a request that is alone may have more
   */
  public BodyRoom(long most) {
    this.most = most;
  }

  /** A share for a request; empty to begin with. */
  Share open() {
    return new Share();
  }

  /** The share that {@code request} carries. */
  static Share shareOf(HttpRequest request) {
    return request
        .getAttribute(SHARE)
        .orElseThrow(() -> new IllegalStateException("The request did not come by an exchange"));
  }

  private boolean take(long bytes) {
    long before = held.get();
    while (before == 0 || before + bytes <= most) {
      long witness = held.compareAndExchange(before, before + bytes);
      if (witness == before) {
        return true;
      }
      before = witness;
    }
    return false;
  }

  /** What one request holds. Closed when it is answered; it holds nothing afterwards. */
  final class Share implements AutoCloseable {

    private long taken;
    private boolean closed;

    /** {@code request} with this share. */
    HttpRequest in(HttpRequest request) {
      return request.addAttribute(SHARE, this);
    }

    /** Whether {@code bytes} more may be held. */
    synchronized boolean take(long bytes) {
      if (bytes == 0) {
        return true;
      }
      if (!closed && taken > 0 && held.compareAndSet(taken, taken + bytes)) {
        taken += bytes; // alone
        return true;
      }
      if (closed || !BodyRoom.this.take(bytes)) {
        return false;
      }
      taken += bytes;
      return true;
    }

    /** Gives back what it holds. */
    synchronized void release() {
      held.addAndGet(-taken);
      taken = 0;
    }

    @Override
    public synchronized void close() {
      release();
      closed = true;
    }

    long most() {
      return most;
    }
  }
}
