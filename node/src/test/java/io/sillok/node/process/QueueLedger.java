package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the workers of a queue were given, what they asked for and what was answered. */
final class QueueLedger {

  static final int MAX_ATTEMPTS = 4;

  private final AtomicLong clock = new AtomicLong();
  private final Map<Place, Item> items = new HashMap<>();
  private final LongAdder settled = new LongAdder();

  /** Where an event is in the log. */
  record Place(int partition, long offset) {

    static Place of(JsonNode event) {
      return new Place(event.path("partition").asInt(), event.path("offset").asLong());
    }
  }

  /** An event with its key. */
  record Given(Place place, String key) {}

  /** How workers settle an item. */
  enum Settling {
    ACK,
    REJECT
  }

  /** What is known of an item; times are ticks of the ledger's clock. */
  private static final class Item {
    private final List<Long> given = new ArrayList<>();
    private final Map<Settling, Long> asked = new HashMap<>();
    private final Map<Settling, Long> confirmed = new HashMap<>();
    private int attempts;
  }

  /** Now; to be asked for before items are. */
  long tick() {
    return clock.incrementAndGet();
  }

  /** How many items were acked or rejected for sure. */
  long settled() {
    return settled.sum();
  }

  /** A worker got an item for which it had asked at {@code asked}. */
  synchronized void given(Place place, int attempt, long asked) {
    Item item = items.computeIfAbsent(place, none -> new Item());
    assertThat(item.confirmed.values())
        .as("%s was settled before it was asked for", place)
        .allSatisfy(when -> assertThat(when).isGreaterThan(asked));
    assertThat(attempt).as("attempt of %s", place).isBetween(1, MAX_ATTEMPTS);
    item.attempts = Math.max(item.attempts, attempt);
    item.given.add(tick());
  }

  synchronized void asks(Settling what, Place place) {
    items.computeIfAbsent(place, none -> new Item()).asked.putIfAbsent(what, tick());
  }

  synchronized void confirms(Settling what, Place place) {
    items.computeIfAbsent(place, none -> new Item()).confirmed.putIfAbsent(what, tick());
    settled.increment();
  }

  synchronized long confirmed(Settling what) {
    return items.values().stream().filter(item -> item.confirmed.containsKey(what)).count();
  }

  /** How often an item came more than once. */
  synchronized long repetitions() {
    return items.values().stream().mapToLong(item -> item.given.size() - 1L).sum();
  }

  /** These come again, as if they never had. */
  synchronized void forget(Set<Place> replayed) {
    items.keySet().removeAll(replayed);
  }

  /** Every event of {@code log} was given to somebody, and is acked or a dead letter, not both. */
  synchronized void check(List<Given> log, Set<Place> dead) {
    for (Given event : log) {
      Place place = event.place();
      Item item = given(place);
      if (dead.contains(place)) {
        assertThat(item.confirmed).as("%s is dead", place).doesNotContainKey(Settling.ACK);
        assertThat(item.asked.containsKey(Settling.REJECT) || item.attempts == MAX_ATTEMPTS)
            .as("%s is dead with reason", place)
            .isTrue();
      } else {
        assertThat(item.asked).as("%s was acked", place).containsKey(Settling.ACK);
        assertThat(item.confirmed).as("%s lives", place).doesNotContainKey(Settling.REJECT);
      }
    }
  }

  private Item given(Place place) {
    return Objects.requireNonNull(items.get(place), place + " was given to nobody");
  }

  /** No event was given before the earlier ones of its key had been settled. */
  synchronized void checkOrderOfKeys(List<Given> log, Set<Place> dead) {
    Map<String, NavigableMap<Long, Item>> keys = new HashMap<>();
    for (Given event : log) {
      NavigableMap<Long, Item> ofKey = keys.computeIfAbsent(event.key(), none -> new TreeMap<>());
      Item item = given(event.place());
      ofKey.forEach((offset, earlier) -> {
        if (!dead.contains(new Place(event.place().partition(), offset))) {
          assertThat(earlier.asked.get(Settling.ACK))
              .as("ack of offset %d, before %s was given", offset, event)
              .isLessThan(item.given.getFirst());
        }
      });
      ofKey.put(event.place().offset(), item);
    }
  }
}
