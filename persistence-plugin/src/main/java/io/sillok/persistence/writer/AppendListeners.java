package io.sillok.persistence.writer;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who hears of new blocks: first those who keep or pass them on, then listeners. */
final class AppendListeners {

  private static final Logger LOGGER = LoggerFactory.getLogger(AppendListeners.class);

  private final RecentBlocks recent;
  private final List<AppendListener> ofAll = new CopyOnWriteArrayList<>();
  private final Map<LogId, List<AppendListener>> ofOne = new ConcurrentHashMap<>();
  private volatile HeadExchange exchange = HeadExchange.NONE;

  AppendListeners(RecentBlocks recent) {
    this.recent = recent;
  }

  void exchange(HeadExchange through) {
    exchange = through;
  }

  Interest interest() {
    return ofAll.isEmpty() ? new Interest(false, ofOne.keySet()) : Interest.ALL;
  }

  AppendListener.Subscription subscribe(AppendListener listener) {
    ofAll.add(listener);
    exchange.interestChanged();
    return () -> {
      ofAll.remove(listener);
      exchange.interestChanged();
    };
  }

  AppendListener.Subscription subscribe(LogId log, AppendListener listener) {
    ofOne.compute(
        log,
        (id, present) -> {
          List<AppendListener> listeners = present == null ? new CopyOnWriteArrayList<>() : present;
          listeners.add(listener);
          return listeners;
        });
    exchange.interestChanged();
    return () -> unsubscribe(log, listener);
  }

  void appended(Block block) {
    recent.appended(block);
    exchange.appended(block.log(), block.nextOffset());
    tell(block.log(), listener -> listener.appended(block));
  }

  void moved(LogId log, long head) {
    tell(log, listener -> listener.moved(log, head));
  }

  private void tell(LogId log, Consumer<AppendListener> news) {
    List<AppendListener> listeners = ofOne.get(log);
    if (listeners != null) {
      listeners.forEach(listener -> tell(log, listener, news));
    }
    ofAll.forEach(listener -> tell(log, listener, news));
  }

  /** A listener's defect must not keep anybody from being acknowledged. */
  private static void tell(LogId log, AppendListener listener, Consumer<AppendListener> news) {
    try {
      news.accept(listener);
    } catch (RuntimeException e) {
      LOGGER.error("A listener failed on news of log {}", log, e);
    }
  }

  private void unsubscribe(LogId log, AppendListener listener) {
    ofOne.computeIfPresent(
        log,
        (id, listeners) -> {
          listeners.remove(listener);
          return listeners.isEmpty() ? null : listeners;
        });
    exchange.interestChanged();
  }
}
