package io.sillok.persistence.cassandra;

import com.typesafe.config.Config;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.writer.WriterSettings;
import io.sillok.persistence.writer.WriterSettings.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Processes that write the logs of type {@code cart}, with entities that stay and entities that
 * move, and consumers that read all along.
 */
final class Contest implements AutoCloseable {

  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(4);
  private static final int STAYING = 8;
  private static final int MOVING = 6;
  private static final long MOVE_NANOS = Duration.ofMillis(1500).toNanos();
  private static final int STRAGGLES_MILLIS = 400;

  private final List<Rival> rivals;
  private final Claims claims = new Claims();
  private final List<Thread> tenants = new ArrayList<>();
  private final List<Watcher> watchers;
  private final List<Thread> watching = new ArrayList<>();
  private volatile boolean over;

  private Contest(List<Rival> rivals) {
    this.rivals = rivals;
    CassandraStore store = rivals.getFirst().store();
    watchers =
        IntStream.range(0, store.partitions())
            .mapToObj(partition -> new Watcher(store.log(new LogId("cart", partition))))
            .toList();
    watchers.forEach(watcher -> watching.add(Thread.ofVirtual().start(watcher)));
  }

  static Contest begin(
      CassandraSettings settings, Config driver, Mode mode, int count, Random random) {
    WriterSettings writers = Rival.settings(mode, WRITE_TIMEOUT);
    Contest contest =
        new Contest(
            IntStream.range(0, count)
                .mapToObj(number -> Rival.open(settings, driver, writers))
                .toList());
    if (mode == Mode.SHARED) {
      contest.settleAnywhere(random);
    } else {
      contest.settleByPartition(random, settings.partitions());
    }
    return contest;
  }

  /** Some entities stay; others are in two processes at once, as a split brain has them. */
  private void settleAnywhere(Random random) {
    for (int number = 0; number < STAYING * rivals.size(); number++) {
      Rival home = rivals.get(number % rivals.size());
      settle(id("staying", number), () -> home, random);
    }
    for (int number = 0; number < MOVING; number++) {
      for (int twin = 0; twin < 2; twin++) {
        settle(id("moving", number), moving(number + twin, Duration.ZERO), random);
      }
    }
  }

  /** All entities of a partition move together, though some later than others. */
  private void settleByPartition(Random random, int partitions) {
    Partitioner partitioner = new Partitioner(partitions);
    for (int number = 0; number < STAYING * rivals.size() + MOVING; number++) {
      String id = id("all", number);
      Duration late = Duration.ofMillis(random.nextInt(STRAGGLES_MILLIS));
      settle(id, moving(partitioner.partition(id), late), random);
    }
  }

  /** Each process in turn, all {@code MOVE_NANOS}, so late. */
  private Supplier<Rival> moving(int first, Duration late) {
    long since = System.nanoTime() + late.toNanos();
    return () -> {
      long moves = Math.floorDiv(System.nanoTime() - since, MOVE_NANOS);
      return rivals.get(Math.floorMod(first + moves, rivals.size()));
    };
  }

  /** Scattered over the partitions. */
  private static String id(String kind, int number) {
    return "cart|%s-%08x".formatted(kind, number * 0x9E3779B9);
  }

  private void settle(String persistenceId, Supplier<Rival> home, Random random) {
    Tenant tenant =
        new Tenant(persistenceId, home, () -> over, claims, new Random(random.nextLong()));
    tenants.add(Thread.ofVirtual().start(tenant));
  }

  /** Has the entities end. */
  void end() throws InterruptedException {
    over = true;
    for (Thread tenant : tenants) {
      tenant.join();
    }
  }

  /** Has the consumers read to the end of what {@code audit} has read. */
  void seenUpTo(Audit audit) throws InterruptedException {
    for (Watcher watcher : watchers) {
      List<Block> blocks = audit.blocks(watcher.log());
      watcher.endAt(blocks.isEmpty() ? 0 : blocks.getLast().nextOffset());
    }
    for (Thread each : watching) {
      each.join(Duration.ofSeconds(30));
    }
  }

  Claims claims() {
    return claims;
  }

  List<Watcher> watchers() {
    return watchers;
  }

  int repeatedReads() {
    return watchers.stream().mapToInt(Watcher::failures).sum();
  }

  @Override
  public void close() {
    over = true;
    watchers.forEach(watcher -> watcher.endAt(0));
    rivals.forEach(Rival::close);
  }
}
