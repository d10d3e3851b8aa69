package io.sillok.persistence.writer;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who hears of new blocks: first those who keep or pass them on, then listeners. */
final class AppendListeners {

  private static final Logger LOGGER = LoggerFactory.getLogger(AppendListeners.class);

  private final RecentBlocks recent;
  private final int partitions;
  private final List<AppendListener> ofAll = new CopyOnWriteArrayList<>();
  private final List<AppendListener> observers = new CopyOnWriteArrayList<>();
  private final Map<String, List<AppendListener>> ofName = new ConcurrentHashMap<>();
  private final Map<LogId, List<AppendListener>> ofOne = new ConcurrentHashMap<>();

  /** How far each log goes at least, by what was heard. */
  private final Map<LogId, Long> heads = new ConcurrentHashMap<>();

  private volatile HeadExchange exchange = HeadExchange.NONE;

  /**
   * @param partitions that a log's name has, from 1
   */
  AppendListeners(RecentBlocks recent, int partitions) {
    this.recent = recent;
    this.partitions = partitions;
  }

  void exchange(HeadExchange through) {
    exchange = through;
  }

  Interest interest() {
    if (!ofAll.isEmpty()) {
      return Interest.ALL;
    }
    Set<LogId> logs = new HashSet<>(ofOne.keySet());
    for (String name : ofName.keySet()) {
      for (int partition = 0; partition < partitions; partition++) {
        logs.add(new LogId(name, partition));
      }
    }
    return new Interest(false, logs);
  }

  /** The highest head of {@code log} that was heard of, 0 if none was. */
  long knownHead(LogId log) {
    return heads.getOrDefault(log, 0L);
  }

  /** Hears of what this process appends, and of nothing that others do. */
  AppendListener.Subscription observe(AppendListener observer) {
    observers.add(observer);
    return () -> observers.remove(observer);
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
    return subscribe(ofOne, log, listener);
  }

  /** As to each log that {@code group} covers; to a matching one, hears of all logs. */
  AppendListener.Subscription subscribe(LogGroup group, AppendListener listener) {
    return switch (group) {
      case LogGroup.Single(LogId log) -> subscribe(ofOne, log, listener);
      case LogGroup.Named(String name) -> subscribe(ofName, name, listener);
      case LogGroup.Several(Set<LogId> logs) -> {
        List<AppendListener.Subscription> all = new ArrayList<>();
        logs.forEach(log -> all.add(subscribe(ofOne, log, listener)));
        yield () -> all.forEach(AppendListener.Subscription::close);
      }
      case LogGroup.Matching matching -> subscribe(listener);
    };
  }

  private <K> AppendListener.Subscription subscribe(
      Map<K, List<AppendListener>> byKey, K key, AppendListener listener) {
    byKey.compute(
        key,
        (same, present) -> {
          List<AppendListener> listeners = present == null ? new CopyOnWriteArrayList<>() : present;
          listeners.add(listener);
          return listeners;
        });
    exchange.interestChanged();
    return () -> unsubscribe(byKey, key, listener);
  }

  private <K> void unsubscribe(Map<K, List<AppendListener>> byKey, K key, AppendListener listener) {
    byKey.computeIfPresent(
        key,
        (same, listeners) -> {
          listeners.remove(listener);
          return listeners.isEmpty() ? null : listeners;
        });
    exchange.interestChanged();
  }

  void appended(Block block) {
    heads.merge(block.log(), block.nextOffset(), Math::max);
    recent.appended(block);
    exchange.appended(block.log(), block.nextOffset());
    tell(block.log(), observers, observer -> observer.appended(block));
    tell(block.log(), listener -> listener.appended(block));
  }

  /** Tells what is news: whoever listens has looked behind what was heard of before. */
  void moved(LogId log, long head) {
    if (knownHead(log) < head) {
      heads.merge(log, head, Math::max);
      tell(log, listener -> listener.moved(log, head));
    }
  }

  private void tell(LogId log, Consumer<AppendListener> news) {
    tell(log, ofOne.getOrDefault(log, List.of()), news);
    tell(log, ofName.getOrDefault(log.name(), List.of()), news);
    tell(log, ofAll, news);
  }

  /** A listener's defect must not keep anybody from being acknowledged. */
  private static void tell(
      LogId log, List<AppendListener> listeners, Consumer<AppendListener> news) {
    for (AppendListener listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException e) {
        LOGGER.error("A listener failed on news of log {}", log, e);
      }
    }
  }
}
