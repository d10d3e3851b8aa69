package io.sillok.node;

import static io.sillok.node.ClusterNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.node.stream.EventId;
import io.sillok.node.stream.StreamDeclaration;
import io.sillok.node.stream.append.NewEvent;
import io.sillok.node.stream.time.StreamTimes.Advanced;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.protocol.event.EventKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Event time of streams whose partitions are on different nodes, over logs in Cassandra. */
final class StreamTimeAcrossNodesTest {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final String STREAM = "lamp-switched";
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final List<ClusterNode> nodes = new ArrayList<>();
  private int appended;

  @TempDir private Path directory;

  @AfterEach
  void stop() {
    nodes.forEach(ClusterNode::stop);
  }

  @Test
  void partitions_follow_each_other_and_nobody_takes_a_log_from_whoever_writes_it() {
    ClusterNode.startTwo(nodes, CASSANDRA, directory, "rocksdb");
    nodes.getFirst().declare(declaration());
    Instant last = TEN;
    for (int round = 1; round <= 3; round++) {
      last = TEN.plusSeconds(60L * round);
      append(nodes.get(round % 2), last);
      nodes.get(0).times().keepMoving(List.of(STREAM));
      Instant expected = last;
      eventually(() -> all(expected));
      nodes.get(0).times().keepMoving(List.of());
    }
    Instant far = last.plusSeconds(3600);
    assertThat(await(nodes.get(1).times().advance(STREAM, far)))
        .isEqualTo(new Advanced(ClusterNode.PARTITIONS, 0));
    assertThat(await(nodes.get(0).times().advance(STREAM, far)))
        .isEqualTo(new Advanced(0, ClusterNode.PARTITIONS));
    append(nodes.getFirst(), TEN);

    assertThat(all(far)).isTrue();
    assertThat(nodes.getFirst().read(STREAM)).hasSize(appended);
    for (int partition = 0; partition < ClusterNode.PARTITIONS; partition++) {
      assertThat(blocks(partition))
          .filteredOn(block -> block.kind() == Block.Kind.TAKEOVER)
          .as(
              "takeovers of partition %d: by each node once at most, as it may move there",
              partition)
          .hasSizeBetween(1, 2)
          .extracting(Block::writer)
          .doesNotHaveDuplicates();
    }
  }

  private static StreamDeclaration declaration() {
    return new StreamDeclaration(
        STREAM,
        EventKind.UNKEYED,
        SchemaBuilder.record("LampSwitched").fields().requiredBoolean("lit").endRecord(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private void append(ClusterNode node, Instant time) {
    node.append(
        STREAM,
        List.of(
            new NewEvent(
                Optional.empty(),
                Optional.of(new EventId("test", String.valueOf(appended++))),
                Optional.of(time),
                JsonNodeFactory.instance.objectNode().put("lit", true))));
  }

  private boolean all(Instant time) {
    return IntStream.range(0, ClusterNode.PARTITIONS)
        .allMatch(partition ->
            blocks(partition).stream()
                .map(Block::maxEventTime)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .filter(time::equals)
                .isPresent());
  }

  private List<Block> blocks(int partition) {
    return nodes.getFirst().blocks(new LogId(STREAM, partition));
  }

  private static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition holds in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
