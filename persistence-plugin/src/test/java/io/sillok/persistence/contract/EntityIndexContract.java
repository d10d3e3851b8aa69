package io.sillok.persistence.contract;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static io.sillok.persistence.contract.Samples.payload;
import static io.sillok.persistence.contract.Samples.richEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.AppendResult.Appended;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the index of any store must do. */
public abstract class EntityIndexContract extends StoreContract {

  /** Together more than any store should return at once. */
  protected static final int LARGE_EVENTS = 10;

  /** Where the head of each log is that this test has appended to. */
  private final Map<LogId, Long> heads = new HashMap<>();

  @Test
  void an_unknown_entity_has_no_events() {
    assertThat(numbers("cart|1", 0, Long.MAX_VALUE, 100)).isEmpty();
    assertThat(await(entities().highestSequenceNumber("cart|1"))).isZero();
  }

  @Test
  void events_are_read_in_order_within_bounds() {
    append("cart|1", 1, 10);
    assertThat(numbers("cart|1", 3, 6, 100)).containsExactly(3L, 4L, 5L, 6L);
    assertThat(numbers("cart|1", 3, 6, 2)).containsExactly(3L, 4L);
    assertThat(numbers("cart|1", -5, Long.MAX_VALUE, 100)).hasSize(10);
    assertThat(numbers("cart|1", 11, Long.MAX_VALUE, 100)).isEmpty();
  }

  /** A page may be shorter than its limit, so whoever wants all reads on until one is empty. */
  @Test
  void large_events_are_all_read_when_pages_are_followed_until_one_is_empty() {
    appendLarge(LARGE_EVENTS);
    List<Long> read = new ArrayList<>();
    List<Long> page = numbers("cart|1", 0, Long.MAX_VALUE, 100);
    while (!page.isEmpty()) {
      read.addAll(page);
      page = numbers("cart|1", page.getLast() + 1, Long.MAX_VALUE, 100);
    }
    assertThat(read).isEqualTo(LongStream.rangeClosed(1, LARGE_EVENTS).boxed().toList());
  }

  @Test
  void an_event_comes_back_as_it_was_appended_with_its_place() {
    var rich = richEvent("cart|1", 2);
    Block block = append(event("cart|1", 1), rich);
    reopen();
    IndexedEvent read = await(entities().read("cart|1", 2, Long.MAX_VALUE, 10)).getFirst();
    assertThat(Contents.line(read.event())).isEqualTo(Contents.line(rich));
    assertThat(read.log()).isEqualTo(block.log());
    assertThat(read.offset()).isEqualTo(1);
    assertThat(read.appendedAt()).isEqualTo(block.appendedAt());
  }

  @Test
  void deleted_events_are_hidden_but_the_log_keeps_them() {
    append("cart|1", 1, 5);
    await(entities().deleteTo("cart|1", 3));
    await(entities().deleteTo("cart|1", 2));
    assertThat(await(entities().deletedTo("cart|1"))).isEqualTo(3);
    assertThat(await(entities().deletedTo("cart|2"))).isZero();
    reopen();
    assertThat(numbers("cart|1", 0, Long.MAX_VALUE, 100)).containsExactly(4L, 5L);
    assertThat(await(store().log(log("cart|1")).read(0, 1000)).getFirst().events()).hasSize(5);
  }

  @Test
  void deleted_events_can_still_be_read_as_such() {
    append("cart|1", 1, 5);
    assertThat(deleted("cart|1", 0, 100)).isEmpty();
    await(entities().deleteTo("cart|1", 3));
    assertThat(deleted("cart|1", 0, 100)).containsExactly(1L, 2L, 3L);
    reopen();
    assertThat(deleted("cart|1", 0, 2)).containsExactly(1L, 2L);
    assertThat(deleted("cart|1", 3, 100)).containsExactly(3L);
    assertThat(deleted("cart|1", 4, 100)).isEmpty();
    assertThat(deleted("cart|2", 0, 100)).isEmpty();
  }

  private List<Long> deleted(String persistenceId, long from, int limit) {
    return await(entities().readDeleted(persistenceId, from, limit)).stream()
        .map(event -> event.event().sequenceNumber())
        .toList();
  }

  @Test
  void the_highest_sequence_number_outlives_the_deletion_of_everything() {
    append("cart|1", 1, 5);
    await(entities().deleteTo("cart|1", Long.MAX_VALUE));
    reopen();
    assertThat(numbers("cart|1", 0, Long.MAX_VALUE, 100)).isEmpty();
    assertThat(await(entities().highestSequenceNumber("cart|1"))).isEqualTo(5);
    append("cart|1", 6, 6);
    assertThat(numbers("cart|1", 0, Long.MAX_VALUE, 100)).containsExactly(6L);
  }

  @Test
  void events_whose_blocks_were_trimmed_can_be_restored() {
    LogId log = log("cart|1");
    List<IndexedEvent> events =
        LongStream.rangeClosed(1, 3)
            .mapToObj(number ->
                new IndexedEvent(log, number - 1, Samples.TIME, richEvent("cart|1", number)))
            .toList();
    await(store().log(log).startAt(3));
    await(entities().restore(events));
    await(entities().restore(events.subList(1, 2)));
    reopen();
    List<IndexedEvent> read = await(entities().read("cart|1", 1, 9, 10));
    assertThat(read)
        .extracting(event -> Contents.line(event.event()))
        .isEqualTo(events.stream().map(event -> Contents.line(event.event())).toList());
    assertThat(read).extracting(IndexedEvent::offset).containsExactly(0L, 1L, 2L);
    assertThat(read).extracting(IndexedEvent::log).containsOnly(log);
    assertThat(await(entities().highestSequenceNumber("cart|1"))).isEqualTo(3);
    heads.put(log, 3L);
    append(event("cart|1", 4));
    assertThat(numbers("cart|1", 0, Long.MAX_VALUE, 100)).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void ids_that_begin_alike_or_hold_any_character_are_kept_apart() {
    List<String> ids = List.of("a", "a\0", "a\0\0", "a\1", "a|", "ab", "ä|ö", "장바구니|1", "b");
    for (String id : ids) {
      append(id, 1, 1);
    }
    for (String id : ids) {
      assertThat(numbers(id, 0, Long.MAX_VALUE, 100)).as(id).containsExactly(1L);
    }
    assertThat(await(entities().persistenceIds("", "", 100)))
        .containsExactly("a", "a\0", "a\0\0", "a\1", "ab", "a|", "b", "ä|ö", "장바구니|1");
    assertThat(await(entities().persistenceIds("a\0", "", 100))).containsExactly("a\0", "a\0\0");
  }

  @Test
  void the_last_id_is_the_last_in_byte_order() {
    assertThat(await(entities().lastPersistenceId())).isEmpty();
    for (String id : List.of("b", "\uD83D\uDED2|1", "\uFFFD|1", "a")) {
      append(id, 1, 1);
    }
    assertThat(await(entities().lastPersistenceId())).contains("\uD83D\uDED2|1");
  }

  @Test
  void ids_are_paged_by_prefix() {
    List<String> carts = new ArrayList<>();
    for (int index = 0; index < 25; index++) {
      carts.add("cart|c-%02d".formatted(index));
      append(carts.getLast(), 1, 1);
      append("product|p-" + index, 1, 1);
    }
    List<String> read = new ArrayList<>();
    List<String> page = await(entities().persistenceIds("cart|", "", 10));
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(10);
      read.addAll(page);
      page = await(entities().persistenceIds("cart|", page.getLast(), 10));
    }
    assertThat(read).isEqualTo(carts);
    assertThat(await(entities().persistenceIds("nothing", "", 10))).isEmpty();
  }

  private EntityIndex entities() {
    return store().entities();
  }

  private void append(String persistenceId, int from, int to) {
    LoggedEvent[] events = new LoggedEvent[to - from + 1];
    for (int index = 0; index < events.length; index++) {
      events[index] = event(persistenceId, from + index);
    }
    append(events);
  }

  /** Appends {@code events} as one block to the log of the first. */
  private Block append(LoggedEvent... events) {
    LogId log = log(events[0].persistenceId());
    Block block = block(log, heads.getOrDefault(log, 0L), events);
    assertThat(await(store().log(log).append(block))).isInstanceOf(Appended.class);
    heads.put(log, block.nextOffset());
    return block;
  }

  private LogId log(String persistenceId) {
    return new Partitioner(store().partitions()).log(persistenceId);
  }

  /** Appends so many events of a mebibyte each to {@code cart|1}. */
  protected final void appendLarge(int count) {
    Payload payload = payload("x".repeat(1 << 20));
    for (int number = 1; number <= count; number++) {
      LoggedEvent large =
          new LoggedEvent(
              "cart|1", number, number - 1L, "writer", Samples.TIME, payload, "", null, Set.of());
      append(large);
    }
  }

  private List<Long> numbers(String persistenceId, long from, long to, int limit) {
    return await(entities().read(persistenceId, from, to, limit)).stream()
        .map(event -> event.event().sequenceNumber())
        .toList();
  }
}
