package io.sillok.node.table.rows;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link TableStore} does. */
public abstract class TableStoreContract {

  private static final int BYTES = 1 << 20;

  /** Of this test alone, for stores may outlive tests. */
  private final String table = "entity/cart-" + UUID.randomUUID();

  private final TablePartition carts = new TablePartition(table, "state-1", 3);
  private TableStore store;

  /** Opens the store that was opened before in the same test. */
  protected abstract TableStore openStore();

  @BeforeEach
  protected void begin() {
    store = openStore();
  }

  @AfterEach
  protected void end() {
    store.close();
  }

  @Test
  void a_partition_begins_without_rows() {
    TableRows rows = open(carts);
    assertThat(rows.applied()).isZero();
    assertThat(all(rows)).isEmpty();
    assertThat(await(rows.find(List.of("a")))).isEmpty();
  }

  @Test
  void what_is_written_is_found_whole_and_says_how_far_it_has_come() {
    TableRows rows = open(carts);
    Row row = new Row("c-1", 41, Instant.parse("2026-01-31T12:00:00.000001Z"), 7, -5, bytes("x"));

    await(rows.write(List.of(new RowChange.Put(row)), 42));

    Map<String, Row> found = await(rows.find(List.of("c-1", "c-2")));
    assertThat(found).usingRecursiveComparison().isEqualTo(Map.of("c-1", row));
    assertThat(await(rows.find(List.of("c-2")))).isEmpty();
    assertThat(open(carts).applied()).isEqualTo(42);
  }

  @Test
  void rows_outlive_the_store() {
    await(open(carts).write(puts(0, "a", "b"), 2));
    store.close();
    store = openStore();

    TableRows rows = open(carts);
    assertThat(rows.applied()).isEqualTo(2);
    assertThat(all(rows)).containsExactly("a", "b");
  }

  @Test
  void a_removed_key_leaves_nothing_and_may_come_back() {
    TableRows rows = open(carts);
    await(rows.write(puts(0, "a", "b", "c"), 3));
    await(rows.write(List.of(new RowChange.Remove("b", 3), new RowChange.Remove("none", 4)), 5));
    assertThat(all(rows)).containsExactly("a", "c");

    await(rows.write(puts(5, "b"), 6));
    assertThat(all(rows)).containsExactly("a", "b", "c");
  }

  @Test
  void pages_are_in_the_order_of_code_points_and_end_where_they_should() {
    TableRows rows = open(carts);
    List<String> keys = List.of("A", "a", "a/1", "a/2", "b", "é", "\uFFFD", "𝄞", "𝄞a");
    List<String> mixed = new ArrayList<>(keys.reversed());
    await(rows.write(puts(0, mixed.toArray(String[]::new)), 9));

    assertThat(all(rows)).isEqualTo(keys);
    assertThat(page(rows, "a", "", 10)).containsExactly("a", "a/1", "a/2");
    assertThat(page(rows, "a/", "a/1", 10)).containsExactly("a/2");
    assertThat(page(rows, "b", "a/1", 10)).containsExactly("b");
    assertThat(page(rows, "a", "b", 10)).isEmpty();
    assertThat(page(rows, "𝄞", "", 10)).containsExactly("𝄞", "𝄞a");
    assertThat(page(rows, "", "é", 10)).containsExactly("\uFFFD", "𝄞", "𝄞a");
    RowPage two = await(rows.page("", "", 2, BYTES));
    assertThat(two.more()).isTrue();
    assertThat(two.rows()).extracting(Row::key).containsExactly("A", "a");
    assertThat(await(rows.page("a", "", 3, BYTES)).more()).isFalse();
    assertThat(await(rows.page("", "", 9, BYTES)).more()).isFalse();
  }

  @Test
  void a_page_is_cut_by_bytes_but_has_a_row() {
    TableRows rows = open(carts);
    await(rows.write(puts(0, "a", "b", "c"), 3));
    RowPage page = await(rows.page("", "", 10, 1));
    assertThat(page.rows()).extracting(Row::key).containsExactly("a");
    assertThat(page.more()).isTrue();
  }

  @Test
  void partitions_shapes_and_tables_are_apart() {
    TablePartition next = new TablePartition(table, "state-1", 4);
    TablePartition shape = new TablePartition(table, "state-2", 3);
    TablePartition other = new TablePartition(table + "x", "t", 3);
    List<TablePartition> all = List.of(carts, next, shape, other);
    all.forEach(id -> await(open(id).write(puts(0, id.toString()), 1 + id.partition())));

    for (TablePartition id : all) {
      assertThat(all(open(id))).containsExactly(id.toString());
      assertThat(open(id).applied()).isEqualTo(1 + id.partition());
    }
    await(store.dropOthers(carts));
    assertThat(all(open(carts))).hasSize(1);
    assertThat(all(open(next))).hasSize(1);
    assertThat(all(open(other))).hasSize(1);
    assertThat(all(open(shape))).isEmpty();
    assertThat(open(shape).applied()).isZero();
  }

  @Test
  void what_was_cleared_is_built_again_from_the_first_offset_on() {
    TableRows rows = open(carts);
    await(rows.write(puts(0, "a", "b"), 2));
    await(rows.clear());

    TableRows again = open(carts);
    assertThat(again.applied()).isZero();
    assertThat(all(again)).isEmpty();
    await(again.write(puts(0, "a"), 1));
    assertThat(all(open(carts))).containsExactly("a");
    assertThat(open(carts).applied()).isEqualTo(1);
  }

  @Test
  void whoever_writes_late_takes_nothing_back() {
    TableRows stale = open(carts);
    await(stale.write(puts(0, "a", "b"), 2));
    TableRows rows = open(carts);
    await(rows.write(List.of(put("a", 7), new RowChange.Remove("b", 8)), 9));

    // Its node was paused, and does not know.
    outcome(stale.write(List.of(put("a", 2), put("b", 3)), 4));

    TableRows now = open(carts);
    assertThat(now.applied()).isEqualTo(9);
    assertThat(all(now)).containsExactly("a");
    assertThat(await(now.find(List.of("a"))).values()).extracting(Row::offset).containsExactly(7L);
  }

  @Test
  void the_same_written_twice_is_the_same() {
    TableRows rows = open(carts);
    await(rows.write(puts(0, "a", "b"), 2));
    await(rows.write(puts(0, "a", "b"), 2));
    assertThat(all(rows)).containsExactly("a", "b");
    assertThat(open(carts).applied()).isEqualTo(2);
  }

  @Test
  void frozen_rows_stay_as_they_are_while_writes_come() {
    TableRows rows = open(carts);
    await(rows.write(puts(0, "a", "b", "c"), 3));
    FrozenRows frozen = await(rows.freeze());
    CompletionStage<Void> write =
        rows.write(List.of(put("d", 3), put("a", 4), new RowChange.Remove("b", 5)), 6);

    assertThat(frozen.applied()).isEqualTo(3);
    List<Row> first = await(frozen.page("", 2, BYTES)).rows();
    List<Row> rest = await(frozen.page("b", 2, BYTES)).rows();
    assertThat(first).extracting(Row::key).containsExactly("a", "b");
    assertThat(first.getFirst().offset()).isZero();
    assertThat(rest).extracting(Row::key).containsExactly("c");
    await(frozen.thaw());

    await(write);
    assertThat(all(rows)).containsExactly("a", "c", "d");
    assertThat(open(carts).applied()).isEqualTo(6);
  }

  @Test
  void rows_can_be_frozen_again_and_again() {
    TableRows rows = open(carts);
    for (int round = 1; round <= 3; round++) {
      await(rows.write(puts(round, "k" + round), round + 1));
      FrozenRows frozen = await(rows.freeze());
      assertThat(frozen.applied()).isEqualTo(round + 1);
      assertThat(await(frozen.page("", 10, BYTES)).rows()).hasSize(round);
      await(frozen.thaw());
    }
  }

  @Test
  void large_rows_and_many_rows_are_kept() {
    TableRows rows = open(carts);
    Map<String, Integer> expected = new TreeMap<>();
    Random random = new Random(7);
    List<RowChange> changes = new ArrayList<>();
    for (int number = 0; number < 2000; number++) {
      byte[] value = new byte[number == 1000 ? 2_000_000 : random.nextInt(300)];
      random.nextBytes(value);
      changes.add(new RowChange.Put(new Row("k-" + number, number, Instant.EPOCH, 0, 1, value)));
      expected.put("k-" + number, value.length);
    }
    await(rows.write(changes, 2000));

    Map<String, Integer> found = new TreeMap<>();
    String after = "";
    boolean more = true;
    while (more) {
      RowPage page = await(rows.page("", after, 300, BYTES));
      page.rows().forEach(row -> found.put(row.key(), row.avro().length));
      after = page.rows().getLast().key();
      more = page.more();
    }
    assertThat(found).isEqualTo(expected);
    assertThat(await(rows.find(expected.keySet()))).hasSize(2000);
  }

  @Test
  void a_closed_store_fails_and_says_so() {
    TableRows rows = open(carts);
    store.close();
    assertThatThrownBy(() -> await(rows.write(puts(0, "a"), 1))).isInstanceOf(StoreException.class);
    store = openStore();
  }

  protected static List<RowChange> puts(long offset, String... keys) {
    List<RowChange> changes = new ArrayList<>();
    for (String key : keys) {
      changes.add(put(key, offset + changes.size()));
    }
    return changes;
  }

  protected static RowChange put(String key, long offset) {
    return new RowChange.Put(
        new Row(key, offset, Instant.EPOCH.plusSeconds(offset), 0, 1, bytes(key + offset)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  protected TableRows open(TablePartition id) {
    return await(store.open(id));
  }

  protected static List<String> all(TableRows rows) {
    return page(rows, "", "", 1000);
  }

  private static List<String> page(TableRows rows, String prefix, String after, int limit) {
    return await(rows.page(prefix, after, limit, BYTES)).rows().stream().map(Row::key).toList();
  }

  private static void outcome(CompletionStage<Void> write) {
    await(write.handle((done, failure) -> true));
  }

  protected static <T> T await(CompletionStage<T> stage) {
    try {
      return CompletableFuture.completedFuture(stage)
          .thenCompose(each -> each)
          .orTimeout(60, SECONDS)
          .get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
