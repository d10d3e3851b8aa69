package io.sillok.node.cluster.formation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.sillok.persistence.Presence;
import io.sillok.persistence.Presence.Others;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The nodes that use the same store, of whatever cluster they are.
 *
 * @param store that all of them use
 * @param where that is, in words
 * @param self this node, as others reach it
 * @param interval at which a node says that it is there
 * @param lasts how long it is taken to be there since it said so last
 */
public record StorePresence(
    Presence store, String where, String self, Duration interval, Duration lasts) {

  /**
   * @param config {@code sillok.node.cluster}
   * @throws ConfigException if a node would be forgotten before it says again that it is there
   */
  public static StorePresence of(Presence store, String where, String self, Config config) {
    Duration interval = config.getDuration("presence.interval");
    Duration lasts = config.getDuration("presence.lasts");
    if (lasts.compareTo(interval.multipliedBy(2)) < 0 || lasts.toSeconds() < 1) {
      throw new ConfigException.BadValue(
          "sillok.node.cluster.presence.lasts",
          "must be at least twice the interval of %s, and 1 s, but is %s"
              .formatted(interval, lasts));
    }
    return new StorePresence(store, where, self, interval, lasts);
  }

  CompletionStage<Void> announce() {
    return store.announce(self, lasts);
  }

  CompletionStage<Void> leave() {
    return store.leave(self);
  }

  /** As {@code 10.0.0.1:17355}. */
  CompletionStage<Others> others() {
    return store.others(self);
  }
}
