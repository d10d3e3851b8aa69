package io.sillok.persistence.writer;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who hears of new blocks: of one log, or of all. */
final class AppendListeners {

  private static final Logger LOGGER = LoggerFactory.getLogger(AppendListeners.class);

  private final List<AppendListener> ofAll = new CopyOnWriteArrayList<>();
  private final Map<LogId, List<AppendListener>> ofOne = new ConcurrentHashMap<>();

  AppendListener.Subscription subscribe(AppendListener listener) {
    ofAll.add(listener);
    return () -> ofAll.remove(listener);
  }

  AppendListener.Subscription subscribe(LogId log, AppendListener listener) {
    ofOne.compute(
        log,
        (id, present) -> {
          List<AppendListener> listeners = present == null ? new CopyOnWriteArrayList<>() : present;
          listeners.add(listener);
          return listeners;
        });
    return () -> unsubscribe(log, listener);
  }

  void appended(Block block) {
    List<AppendListener> listeners = ofOne.get(block.log());
    if (listeners != null) {
      listeners.forEach(listener -> tell(listener, block));
    }
    ofAll.forEach(listener -> tell(listener, block));
  }

  /** A listener's defect must not keep anybody from being acknowledged. */
  private static void tell(AppendListener listener, Block block) {
    try {
      listener.appended(block);
    } catch (RuntimeException e) {
      LOGGER.error("A listener failed on a block of log {}", block.log(), e);
    }
  }

  private void unsubscribe(LogId log, AppendListener listener) {
    ofOne.computeIfPresent(
        log,
        (id, listeners) -> {
          listeners.remove(listener);
          return listeners.isEmpty() ? null : listeners;
        });
  }
}
