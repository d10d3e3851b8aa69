package io.sillok.persistence.cassandra;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The index has some rows of a run and lacks others, as it does during one and after a crash. */
class PartialIndexTest {

  private static final LogId LOG = new Partitioner(CassandraStores.PARTITIONS).log("cart|1");
  private static final int EVENTS = 2500;

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  @Test
  void an_entity_is_read_whole_although_its_later_rows_were_indexed_first() {
    try (CassandraStore store =
        CassandraStores.open(
            CASSANDRA, CASSANDRA.newKeyspace(), CassandraStores.index(Duration.ofHours(1)))) {
      Block whole = block(LOG, 0, events());
      await(store.log(LOG).append(whole));
      await(store.entities().restore(whole.indexed().subList(1100, EVENTS)));

      List<IndexedEvent> read = new ArrayList<>();
      for (var page = page(store, 1); !page.isEmpty(); page = page(store, read.size() + 1)) {
        read.addAll(page);
      }

      assertThat(read)
          .extracting(indexed -> indexed.event().sequenceNumber())
          .containsExactlyElementsOf(LongStream.rangeClosed(1, EVENTS).boxed().toList());
    }
  }

  /** As two processes write them that share a log, one of which is paused at times. */
  @Test
  void an_entity_is_read_whole_from_anywhere_although_a_row_lies_within_another() {
    try (CassandraStore store =
        CassandraStores.open(
            CASSANDRA, CASSANDRA.newKeyspace(), CassandraStores.index(Duration.ofHours(1)))) {
      Block whole = block(LOG, 0, events());
      await(store.log(LOG).append(whole));
      await(((CassandraLog) store.log(LOG)).end().drain());
      List<IndexedEvent> indexed = whole.indexed();
      await(store.entities().restore(indexed.subList(4, 20)));
      await(store.entities().restore(indexed.subList(6, 16)));
      await(store.entities().restore(indexed.subList(990, 1100)));

      for (int from : List.of(1, 5, 8, 15, 17, 21, 995, 1000, 1050, 1200, EVENTS)) {
        assertThat(await(store.entities().read("cart|1", from, Long.MAX_VALUE, EVENTS)))
            .as("from %d", from)
            .extracting(found -> found.event().sequenceNumber())
            .containsExactlyElementsOf(LongStream.rangeClosed(from, EVENTS).boxed().toList());
        assertThat(await(store.entities().read("cart|1", from, Long.MAX_VALUE, 3)))
            .as("three from %d", from)
            .extracting(found -> found.event().sequenceNumber())
            .startsWith((long) from)
            .isSorted();
      }
    }
  }

  private static List<IndexedEvent> page(CassandraStore store, long from) {
    return await(store.entities().read("cart|1", from, Long.MAX_VALUE, 1000));
  }

  private static LoggedEvent[] events() {
    return LongStream.rangeClosed(1, EVENTS)
        .mapToObj(number -> event("cart|1", number))
        .toArray(LoggedEvent[]::new);
  }
}
