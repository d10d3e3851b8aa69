package io.sillok.persistence.pekko;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog.LogState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that owns logs is paused or killed, and another takes them over. */
@Timeout(300)
class OwnershipIT {

  private static final int COUNTERS = 12;
  private static final List<String> IDS = CounterProcess.ids(COUNTERS);
  private static final String OWNER =
      """
      sillok.persistence {
        partitions = 4
        cassandra.writers = owner
      }
      pekko.loglevel = WARNING
      """;
  private static final String NEVER_INDEXED =
      """
      sillok.persistence.cassandra.index {
        delay = 1h
        flush-bytes = 1 GiB
        lag-bytes = 2 GiB
        lag-time = 2h
      }
      """;

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private final String keyspace = CASSANDRA.newKeyspace();

  @Test
  void an_owner_that_was_paused_past_a_takeover_acknowledges_nothing_more() throws Exception {
    String settings = CassandraNodes.settings(CASSANDRA, keyspace, OWNER);
    try (CounterFork former = CounterFork.start(settings, COUNTERS)) {
      former.awaitAcknowledgements(300, COUNTERS);
      former.pause();
      try (Node node = CassandraNodes.start(settings)) {
        Map<String, Long> recovered = recover(node);
        assertNothingLost(former.acknowledged(), recovered);
        IDS.forEach(id -> assertThat(add(node, id)).isEqualTo(recovered.getOrDefault(id, -1L) + 1));

        former.resume();
        former.awaitStopped(COUNTERS);

        // What it hears of late was durable before it was replaced.
        assertNothingLost(former.acknowledged(), recovered);
        assertThat(former.log())
            .contains(
                "was taken over by pekko://journal-test (process %d on "
                    .formatted(ProcessHandle.current().pid()));
        IDS.forEach(id -> assertThat(add(node, id)).isEqualTo(recovered.getOrDefault(id, -1L) + 2));
        System.out.printf(
            "%d acknowledgements by the former owner, %d counters stopped%n",
            former.acknowledgements(), former.stopped().size());
      }
    }
  }

  @Test
  void what_a_killed_process_had_not_indexed_is_found_and_indexed() throws Exception {
    String settings = CassandraNodes.settings(CASSANDRA, keyspace, OWNER);
    try (CounterFork former = CounterFork.start(settings + NEVER_INDEXED, COUNTERS)) {
      former.awaitAcknowledgements(500, COUNTERS);
      former.kill();
      try (Node node = CassandraNodes.start(settings)) {
        LogStore store = node.persistence().store();
        List<LogState> left = states(store);
        assertThat(left).hasSizeGreaterThan(1);
        assertThat(left).allSatisfy(state -> assertThat(state.indexedTo()).isZero());
        assertThat(left.stream().mapToLong(LogState::head).sum()).isGreaterThan(500);

        assertNothingLost(former.acknowledged(), recover(node));

        while (states(store).stream().anyMatch(state -> state.indexedTo() < state.head())) {
          Thread.sleep(100);
        }
        System.out.printf(
            "%d acknowledgements, %d offsets that were not indexed%n",
            former.acknowledgements(), left.stream().mapToLong(LogState::head).sum());
      }
    }
  }

  private static void assertNothingLost(
      Map<String, Long> acknowledged, Map<String, Long> recovered) {
    assertThat(acknowledged).hasSize(COUNTERS);
    acknowledged.forEach(
        (id, value) -> assertThat(recovered.get(id)).as(id).isGreaterThanOrEqualTo(value));
  }

  private static List<LogState> states(LogStore store) {
    return await(store.logs()).stream().map(log -> state(store, log)).toList();
  }

  private static LogState state(LogStore store, LogId log) {
    return await(store.log(log).state()).orElseThrow();
  }

  private static Map<String, Long> recover(Node node) {
    Map<String, Long> values = new HashMap<>();
    for (String id : IDS) {
      TestProbe<Counter.Count> probe = node.kit.createTestProbe();
      ActorRef<Counter.Command> counter = node.kit.spawn(Counter.of(id));
      counter.tell(new Counter.Get(probe.getRef()));
      values.put(id, probe.receiveMessage(Node.PATIENCE).value());
      counter.tell(new Counter.Stop());
      probe.expectTerminated(counter, Node.PATIENCE);
    }
    return values;
  }

  private static long add(Node node, String id) {
    TestProbe<Counter.Count> probe = node.kit.createTestProbe();
    ActorRef<Counter.Command> counter = node.kit.spawn(Counter.of(id));
    counter.tell(new Counter.Add(1, probe.getRef()));
    long value = probe.receiveMessage(Node.PATIENCE).value();
    counter.tell(new Counter.Stop());
    probe.expectTerminated(counter, Node.PATIENCE);
    return value;
  }
}
