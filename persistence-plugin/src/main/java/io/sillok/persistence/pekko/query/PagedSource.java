package io.sillok.persistence.pekko.query;

import io.sillok.persistence.Cause;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.pekko.query.Pages.Page;
import io.sillok.persistence.reader.PollDelay;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits pages item by item, on demand, and reads the next page while one is emitted, unless that is
 * large. At the end it waits to be woken. One that does not end waits for a store that cannot be
 * reached, asks it again from time to time, and goes on where it was.
 */
final class PagedSource<C, T> extends GraphStage<SourceShape<T>> {

  private static final Logger LOGGER = LoggerFactory.getLogger(PagedSource.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final Outlet<T> out = Outlet.create("sillok.out");
  private final SourceShape<T> shape = SourceShape.of(out);
  private final C start;
  private final Supplier<Pages<C, T>> pages;

  PagedSource(C start, Supplier<Pages<C, T>> pages) {
    this.start = start;
    this.pages = pages;
  }

  @Override
  public SourceShape<T> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic {
    private final Pages<C, T> source = pages.get();
    private final Deque<T> buffer = new ArrayDeque<>();
    private final AsyncCallback<Pair<@Nullable Page<C, T>, @Nullable Throwable>> arrival =
        createAsyncCallback(pair -> arrived(pair.first(), pair.second()));
    private final AsyncCallback<Boolean> wake = createAsyncCallback(more -> woken());
    private C cursor = start;
    private boolean reading;
    private boolean atEnd;
    private boolean missedCall;
    private boolean unreachable;
    private boolean last;
    private boolean large;
    private int pageSize = 1;

    Logic() {
      super(shape);
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              emitOrRead();
            }
          });
    }

    @Override
    public void preStart() {
      source.onMore(() -> wake.invoke(true));
    }

    @Override
    public void postStop() {
      source.close();
    }

    @Override
    public void onTimer(Object key) {
      woken();
    }

    private void woken() {
      missedCall = reading;
      if (atEnd && !reading) {
        atEnd = false;
        endOrReadAhead();
      }
    }

    private void emitOrRead() {
      T next = buffer.poll();
      if (next != null) {
        push(out, next);
      }
      endOrReadAhead();
    }

    private void endOrReadAhead() {
      if (buffer.isEmpty() && last) {
        completeStage();
      } else if (!reading && !atEnd && !last && hasRoom()) {
        read();
      }
    }

    /** Not more than two pages are here at once, and of large ones not more than is asked for. */
    private boolean hasRoom() {
      return large ? buffer.isEmpty() && isAvailable(out) : buffer.size() <= pageSize;
    }

    private void read() {
      cancelTimer("retry");
      reading = true;
      atEnd = false;
      missedCall = false;
      source
          .read(cursor)
          .whenComplete((page, failure) -> arrival.invoke(Pair.create(page, failure)));
    }

    private void arrived(@Nullable Page<C, T> page, @Nullable Throwable failure) {
      reading = false;
      if (page == null) {
        failed(
            failure == null ? new IllegalStateException("A page is missing") : Cause.of(failure));
        return;
      }
      unreachable = false;
      boolean moved = !page.next().equals(cursor);
      cursor = page.next();
      buffer.addAll(page.items());
      last = page.last();
      if (page.items().isEmpty()) {
        nothingArrived(moved);
      } else {
        pageSize = page.items().size();
        large = page.large();
      }
      if (isAvailable(out)) {
        emitOrRead();
      } else {
        endOrReadAhead();
      }
    }

    private void failed(Throwable cause) {
      if (!source.isLive()
          || !(cause instanceof StoreException store)
          || !store.code().equals("store-unreachable")) {
        failStage(cause);
        return;
      }
      if (!unreachable) {
        LOGGER.warn("A live query waits for the store: {}", store.getMessage());
        unreachable = true;
      }
      atEnd = true;
      scheduleOnce("retry", PollDelay.behind(BETWEEN_TRIES));
    }

    private void nothingArrived(boolean moved) {
      if (!last && (moved || missedCall)) {
        read();
      } else if (!last) {
        atEnd = true;
      }
    }
  }
}
