package io.sillok.node.table.sharded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.table.rows.KeyOrder;
import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.RowPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RowMergeTest {

  private static final long NO_BOUND = Long.MAX_VALUE;

  @Property(tries = 300)
  void pages_in_turn_are_all_keys_in_order_whatever_partitions_answer(
      @ForAll @Size(max = 60) Set<String> keys,
      @ForAll @IntRange(min = 1, max = 5) int partitions,
      @ForAll @IntRange(min = 1, max = 12) int limit,
      @ForAll long seed) {
    Random random = new Random(seed);
    TreeSet<String> expected = new TreeSet<>(KeyOrder.INSTANCE);
    keys.stream().filter(key -> !key.isEmpty()).forEach(expected::add);
    List<TreeSet<String>> spread = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      spread.add(new TreeSet<>(KeyOrder.INSTANCE));
    }
    expected.forEach(key -> spread.get(random.nextInt(partitions)).add(key));

    List<String> found = new ArrayList<>();
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      RowMerge page = new RowMerge(partitions, after.get(), limit, NO_BOUND);
      for (List<Integer> needed = page.merge(); !needed.isEmpty(); needed = page.merge()) {
        needed.forEach(each -> page.add(each, some(spread.get(each), page.after(each), random)));
      }
      assertThat(page.merged()).hasSizeLessThanOrEqualTo(limit);
      page.merged()
          .forEach(placed -> {
            assertThat(spread.get(placed.partition())).contains(placed.row().key());
            found.add(placed.row().key());
          });
      after = page.next();
    }

    assertThat(found).containsExactlyElementsOf(expected);
  }

  @Property(tries = 50)
  void a_page_ends_at_its_bytes(@ForAll @IntRange(min = 1, max = 50) int bytes) {
    RowMerge page = new RowMerge(1, "", 100, bytes);
    assertThat(page.merge()).containsExactly(0);
    List<Row> rows = new ArrayList<>();
    for (int number = 10; number < 60; number++) {
      rows.add(row("k" + number));
    }
    page.add(0, new RowPage(rows, false));
    page.merge();
    assertThat(page.merged()).hasSize(Math.ceilDiv(bytes, 3));
    assertThat(page.next().isPresent()).isEqualTo(page.merged().size() < rows.size());
  }

  private static RowPage some(NavigableSet<String> keys, String after, Random random) {
    List<String> rest =
        after.isEmpty() ? List.copyOf(keys) : List.copyOf(keys.tailSet(after, false));
    int count = Math.min(rest.size(), 1 + random.nextInt(3));
    return new RowPage(
        rest.subList(0, count).stream().map(RowMergeTest::row).toList(), count < rest.size());
  }

  private static Row row(String key) {
    return new Row(key, 0, Instant.EPOCH, 0, 0, new byte[3]);
  }
}
