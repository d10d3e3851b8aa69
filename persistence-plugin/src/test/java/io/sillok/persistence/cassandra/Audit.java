package io.sillok.persistence.cassandra;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads all logs of a store as somebody who has written nothing, and checks what they hold. */
final class Audit {

  private static final int PAGE_BYTES = 1 << 20;
  private static final int PAGE_EVENTS = 700;

  private final LogStore store;
  private final Map<LogId, List<Block>> logs = new LinkedHashMap<>();
  private final Map<String, List<IndexedEvent>> entities = new LinkedHashMap<>();
  private final Map<String, Integer> copies = new HashMap<>();

  private Audit(LogStore store) {
    this.store = store;
  }

  /** Reads the logs; offsets must be dense, epochs must not fall, entities' chains be whole. */
  static Audit of(LogStore store) {
    Audit audit = new Audit(store);
    for (LogId log : await(store.logs())) {
      audit.read(log);
    }
    return audit;
  }

  private void read(LogId log) {
    List<Block> blocks = new ArrayList<>();
    logs.put(log, blocks);
    long next = 0;
    long epoch = 0;
    for (List<Block> page = page(log, 0); !page.isEmpty(); page = page(log, next)) {
      for (Block block : page) {
        assertThat(block.firstOffset()).as("offset in %s", log).isEqualTo(next);
        assertThat(block.epoch()).as("epoch in %s", log).isGreaterThanOrEqualTo(epoch);
        block.indexed().forEach(this::follow);
        blocks.add(block);
        next = block.nextOffset();
        epoch = block.epoch();
      }
    }
  }

  private List<Block> page(LogId log, long offset) {
    return await(store.log(log).read(offset, PAGE_BYTES));
  }

  private void follow(IndexedEvent event) {
    List<IndexedEvent> before =
        entities.computeIfAbsent(event.event().persistenceId(), id -> new ArrayList<>());
    long previous = before.isEmpty() ? 0 : before.getLast().event().sequenceNumber();
    assertThat(event.event().previousSequenceNumber())
        .as("what %s follows, behind %s", told(event), last(before).map(Audit::told).toList())
        .isEqualTo(previous)
        .isLessThan(event.event().sequenceNumber());
    before.add(event);
    copies.merge(id(event), 1, Integer::sum);
  }

  private static Stream<IndexedEvent> last(List<IndexedEvent> events) {
    return events.stream().skip(Math.max(0, events.size() - 8));
  }

  private static String told(IndexedEvent event) {
    return "%d of %s at %s %d, %s"
        .formatted(
            event.event().sequenceNumber(),
            event.event().writer(),
            event.log(),
            event.offset(),
            event.appendedAt());
  }

  /** The id that a {@link Tenant} gave the event. */
  private static String id(IndexedEvent event) {
    return new String(event.event().payload().bytes(), StandardCharsets.UTF_8);
  }

  /** Nothing that was acknowledged is missing, nothing stands twice or was never written. */
  void holds(Claims claims) {
    assertThat(claims.surprises).as("what is no outcome").isEmpty();
    assertThat(copies.keySet()).as("acknowledged events").containsAll(claims.acknowledged);
    assertThat(claims.attempted).as("attempted events").containsAll(copies.keySet());
    assertThat(copies.values()).as("copies of an event").containsOnly(1);
  }

  /** {@link Watcher}s saw each block once and in order. */
  void agreesWith(List<Watcher> watchers) {
    for (Watcher watcher : watchers) {
      assertThat(watcher.complaint()).isEmpty();
      List<UUID> attempts = blocks(watcher.log()).stream().map(Block::attempt).toList();
      assertThat(watcher.seen()).as("what was seen of %s", watcher.log()).isEqualTo(attempts);
    }
  }

  /** The index has of each entity what the logs have; returns how many events that are. */
  int agreesWithIndex() {
    int events = 0;
    for (var entity : entities.entrySet()) {
      List<IndexedEvent> indexed = indexed(entity.getKey());
      assertThat(indexed).as("index of %s", entity.getKey()).hasSameSizeAs(entity.getValue());
      for (int index = 0; index < indexed.size(); index++) {
        IndexedEvent logged = entity.getValue().get(index);
        assertThat(indexed.get(index).offset()).isEqualTo(logged.offset());
        assertThat(id(indexed.get(index))).isEqualTo(id(logged));
      }
      assertThat(await(store.entities().highestSequenceNumber(entity.getKey())))
          .isEqualTo(entity.getValue().getLast().event().sequenceNumber());
      events += indexed.size();
    }
    assertThat(await(store.entities().persistenceIds("", "", entities.size() + 1)))
        .containsExactlyInAnyOrderElementsOf(entities.keySet());
    return events;
  }

  private List<IndexedEvent> indexed(String persistenceId) {
    List<IndexedEvent> all = new ArrayList<>();
    long from = 0;
    for (var page = index(persistenceId, from);
        !page.isEmpty();
        page = index(persistenceId, from)) {
      all.addAll(page);
      from = all.getLast().event().sequenceNumber() + 1;
    }
    return all;
  }

  private List<IndexedEvent> index(String persistenceId, long from) {
    return await(store.entities().read(persistenceId, from, Long.MAX_VALUE, PAGE_EVENTS));
  }

  List<Block> blocks(LogId log) {
    return logs.getOrDefault(log, List.of());
  }

  int events() {
    return copies.size();
  }

  /** Blocks by which a log was taken over. */
  long takeOvers() {
    return logs.values().stream()
        .flatMap(List::stream)
        .filter(block -> block.kind() == Block.Kind.TAKEOVER)
        .count();
  }

  /** Blocks behind one of another process. */
  int alternations() {
    int count = 0;
    for (List<Block> blocks : logs.values()) {
      for (int index = 1; index < blocks.size(); index++) {
        count += blocks.get(index).writer().equals(blocks.get(index - 1).writer()) ? 0 : 1;
      }
    }
    return count;
  }

  @Override
  public String toString() {
    int blocks = logs.values().stream().mapToInt(List::size).sum();
    return "%d events in %d blocks of %d logs, %d take-overs, %d times another writer"
        .formatted(events(), blocks, logs.size(), takeOvers(), alternations());
  }
}
