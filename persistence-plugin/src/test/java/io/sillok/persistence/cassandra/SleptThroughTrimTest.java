package io.sillok.persistence.cassandra;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.writer.WriterSettings.Mode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process sleeps while another goes on and drops the blocks that the first has seen. */
class SleptThroughTrimTest {

  private static final LogId LOG = new LogId("cart", 0);
  private static final long BUCKET = PartitionLog.BUCKET_OFFSETS;

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  @Test
  void a_write_to_where_everything_was_dropped_is_not_acknowledged() throws Exception {
    String keyspace = CASSANDRA.newKeyspace();
    try (CassandraStore sleeper = CassandraStores.open(CASSANDRA, keyspace);
        CassandraStore other = CassandraStores.open(CASSANDRA, keyspace)) {
      await(sleeper.log(LOG).startAt(BUCKET - 2));
      await(sleeper.log(LOG).append(block(LOG, BUCKET - 2, event("cart|slept", 1))));
      for (int number = 1; number <= 4; number++) {
        await(other.log(LOG).append(block(LOG, BUCKET - 2 + number, event("cart|busy", number))));
      }
      assertThat(await(other.log(LOG).trim(BUCKET + 1))).isEqualTo(BUCKET);
      LogEnd end = ((CassandraLog) sleeper.log(LOG)).end();
      while (end.isConfirmed()) {
        Thread.sleep(50);
      }

      Block late = block(LOG, BUCKET - 1, event("cart|slept", 2));
      assertThatThrownBy(() -> await(sleeper.log(LOG).append(late)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("was dropped by retention");
    }
  }

  @Test
  void an_owner_takes_a_log_back_that_another_has_trimmed() {
    String keyspace = CASSANDRA.newKeyspace();
    try (Rival former = rival(keyspace);
        Rival other = rival(keyspace)) {
      LogId log = former.writers().partitioner().log("cart|1");
      await(other.store().log(log).startAt(BUCKET - 4));
      await(other.store().log(log).append(block(log, BUCKET - 4, event("cart|busy", 1))));
      assertThat(await(former.writers().recover("cart|1"))).isZero();
      for (long number = 1; number <= 4; number++) {
        assertThat(await(other.writers().recover("cart|1"))).isEqualTo(number - 1);
        await(other.writers().append(List.of(event("cart|1", number))));
      }
      assertThat(await(other.store().log(log).trim(BUCKET + 1))).isGreaterThanOrEqualTo(BUCKET);

      assertThat(await(former.writers().recover("cart|1"))).isEqualTo(4);
      await(former.writers().append(List.of(event("cart|1", 5))));
      assertThat(await(other.writers().recover("cart|1"))).isEqualTo(5);
    }
  }

  private static Rival rival(String keyspace) {
    return Rival.open(
        CassandraStores.settings(
            keyspace, CassandraStores.PARTITIONS, CassandraStores.index(Duration.ofMillis(50))),
        CassandraStores.driver(CASSANDRA),
        Rival.settings(Mode.OWNER, Duration.ofSeconds(10)));
  }
}
