package io.sillok.node.table.sharded;

import io.sillok.node.cluster.partition.PartitionActors;
import io.sillok.node.table.partition.TableMessage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the tables that are kept have begun and keep up, whether they are read or not:
 * after a start, and where a partition has moved to.
 */
final class TableKeeper {

  private static final Logger LOGGER = LoggerFactory.getLogger(TableKeeper.class);

  private final PartitionActors<TableMessage> shards;
  private final KnownTables known;
  private final int partitions;
  private final AtomicBoolean looking = new AtomicBoolean();

  TableKeeper(PartitionActors<TableMessage> shards, KnownTables known, int partitions) {
    this.shards = shards;
    this.known = known;
    this.partitions = partitions;
  }

  /** Wakes all tables now and then. */
  void start(ActorSystem<?> system, Duration interval) {
    system
        .scheduler()
        .scheduleWithFixedDelay(Duration.ZERO, interval, this::wakeAll, system.executionContext());
  }

  private void wakeAll() {
    if (looking.compareAndSet(false, true)) {
      known
          .all()
          .whenComplete((tables, failure) -> {
            looking.set(false);
            if (failure == null) {
              tables.forEach(this::wake);
            } else {
              LOGGER.warn("The tables that are kept are not known: {}", failure.getMessage());
            }
          });
    }
  }

  void wake(String table) {
    for (int partition = 0; partition < partitions; partition++) {
      shards.tell(table, partition, new TableMessage.Wake());
    }
  }
}
