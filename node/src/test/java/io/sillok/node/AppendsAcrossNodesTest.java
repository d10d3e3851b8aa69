package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.node.stream.EventId;
import io.sillok.node.stream.StreamDeclaration;
import io.sillok.node.stream.append.Appended.Result;
import io.sillok.node.stream.append.Appended.Result.Refused;
import io.sillok.node.stream.append.Appended.Result.Stands;
import io.sillok.node.stream.append.Appended.Result.Withheld;
import io.sillok.node.stream.append.NewEvent;
import io.sillok.protocol.event.EventKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Appends whose partitions are on both nodes of a real cluster, over logs in Cassandra. */
final class AppendsAcrossNodesTest {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final String STREAM = "reading-taken";
  private static final int BATCH = 100;

  private final List<ClusterNode> nodes = new ArrayList<>();

  @TempDir private Path directory;

  @BeforeEach
  void start() {
    ClusterNode.startTwo(nodes, CASSANDRA, directory, "rocksdb");
    nodes.getFirst().declare(readings());
  }

  @AfterEach
  void stop() {
    nodes.forEach(ClusterNode::stop);
  }

  @Test
  void events_stand_once_at_whatever_node_they_are_appended() {
    ClusterNode one = nodes.get(0);
    ClusterNode other = nodes.get(1);
    one.append(STREAM, batch(0));

    List<Result> first = one.tryToAppend(STREAM, batch(0));
    List<Result> again = other.tryToAppend(STREAM, batch(0));

    assertThat(first).allMatch(result -> result instanceof Stands stands && stands.duplicate());
    assertThat(again).isEqualTo(first);
    assertThat(one.read(STREAM))
        .hasSize(BATCH)
        .extracting(event -> event.partition() + ":" + event.offset())
        .containsExactlyInAnyOrderElementsOf(
            first.stream()
                .map(Stands.class::cast)
                .map(stands -> stands.partition() + ":" + stands.offset())
                .toList());
  }

  @Test
  void a_partition_that_refuses_its_events_does_not_touch_those_of_others() {
    nodes.get(0).append(STREAM, List.of(reading(7, 7)));

    List<Result> results =
        nodes
            .get(1)
            .tryToAppend(
                STREAM, Stream.concat(Stream.of(reading(7, 8)), batch(100).stream()).toList());

    Refused refused = (Refused) results.getFirst();
    assertThat(refused.code()).isEqualTo("id-reused");
    assertThat(results.subList(1, results.size()))
        .allMatch(result -> result instanceof Stands || result.equals(new Withheld(0)))
        .anyMatch(Stands.class::isInstance);
    long standing = results.stream().filter(Stands.class::isInstance).count();
    assertThat(nodes.get(0).read(STREAM)).hasSize((int) standing + 1);
  }

  @Test
  void events_go_on_to_stand_once_while_a_node_leaves() {
    ClusterNode staying = nodes.get(0);
    staying.append(STREAM, batch(0)); // both have begun

    CompletableFuture<Void> left = CompletableFuture.runAsync(nodes.get(1)::stop);
    int batches = 1;
    while (!left.isDone()) {
      staying.append(STREAM, batch(BATCH * batches++));
    }
    staying.append(STREAM, batch(BATCH * batches++));

    assertThat(staying.read(STREAM).stream().map(event -> event.id().orElseThrow()))
        .doesNotHaveDuplicates()
        .hasSize(BATCH * batches);
  }

  private static List<NewEvent> batch(int first) {
    return IntStream.range(first, first + BATCH).mapToObj(each -> reading(each, each)).toList();
  }

  private static NewEvent reading(int id, long value) {
    return new NewEvent(
        Optional.empty(),
        Optional.of(new EventId("test", String.valueOf(id))),
        Optional.empty(),
        JsonNodeFactory.instance.objectNode().put("sensor", "s-" + id).put("value", value));
  }

  private static StreamDeclaration readings() {
    return new StreamDeclaration(
        STREAM,
        EventKind.KEYED,
        SchemaBuilder.record("ReadingTaken")
            .fields()
            .requiredString("sensor")
            .requiredLong("value")
            .endRecord(),
        Optional.of("sensor"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
