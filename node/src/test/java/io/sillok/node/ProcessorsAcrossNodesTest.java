package io.sillok.node;

import static io.sillok.node.ClusterNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.node.processor.Pace.Status;
import io.sillok.node.processor.ParkedPage.ParkedEvent;
import io.sillok.node.processor.ParkedPage.Place;
import io.sillok.node.processor.ProcessorStanding;
import io.sillok.node.processor.Processors.Replayed;
import io.sillok.node.processor.kept.Progress;
import io.sillok.node.stream.EventId;
import io.sillok.node.stream.StreamDeclaration;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.append.NewEvent;
import io.sillok.node.tally.Tally;
import io.sillok.node.tally.TallyModel;
import io.sillok.node.tally.TallyModel.Told;
import io.sillok.node.tally.TallyModule;
import io.sillok.protocol.event.EventKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processors whose partitions are on different nodes of a real cluster, over logs in Cassandra. */
final class ProcessorsAcrossNodesTest {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final String TOTALS = "totals";
  private static final int NAMES = 20;
  private static final int BATCH = 25;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final List<ClusterNode> nodes = new ArrayList<>();
  private int told;

  @TempDir private Path directory;

  @AfterEach
  void stop() {
    nodes.forEach(ClusterNode::stop);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rocksdb", "cassandra"})
  void outputs_stand_once_wherever_partitions_are_and_move(String store) {
    ClusterNode.startTwo(nodes, CASSANDRA, directory, store);
    ClusterNode staying = nodes.get(0);
    ClusterNode leaving = nodes.get(1);
    staying.declare(numbers());
    nodes.forEach(node -> tell(node, 4));
    leaving.append(TallyModule.INPUT, List.of(number("unlucky", Tally.UNLUCKY)));
    nodes.forEach(node -> eventually(() -> isDone(node)));
    nodes.forEach(node -> eventually(() -> !node.processors().progress().isEmpty()));

    nodes.forEach(node ->
        assertThat(parked(node))
            .singleElement()
            .satisfies(parked -> assertThat(parked.reason()).contains("13 is unlucky")));
    assertThat(await(staying.processors().replay(TOTALS, Optional.empty())))
        .isEqualTo(new Replayed(0, 1, List.of()));
    assertThat(await(leaving.processors().discard(TOTALS, places(leaving))).count()).isEqualTo(1);
    assertThat(parked(staying)).isEmpty();

    tell(staying, 2); // what is under way moves with its partition
    leaving.stop();
    eventually(() -> staying.sees(1));
    tell(staying, 4);
    eventually(() -> isDone(staying));

    assertThat(staying.processors().progress()).hasSize(ClusterNode.PARTITIONS);
    assertThat(outputs(staying)).isEqualTo(expected(staying));
  }

  private static StreamDeclaration numbers() {
    Schema schema =
        SchemaBuilder.record("NumberTold")
            .fields()
            .requiredString("name")
            .requiredLong("value")
            .endRecord();
    return new StreamDeclaration(
        TallyModule.INPUT,
        EventKind.KEYED,
        schema,
        Optional.of("name"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private void tell(ClusterNode node, int batches) {
    for (int batch = 0; batch < batches; batch++) {
      List<NewEvent> numbers = new ArrayList<>();
      for (int each = 0; each < BATCH; each++) {
        numbers.add(number("n-" + told % NAMES, 1000L + told));
      }
      node.append(TallyModule.INPUT, numbers);
    }
  }

  private NewEvent number(String name, long value) {
    return new NewEvent(
        Optional.empty(),
        Optional.of(new EventId("test", String.valueOf(told++))),
        Optional.empty(),
        JsonNodeFactory.instance.objectNode().put("name", name).put("value", value));
  }

  private static boolean isDone(ClusterNode node) {
    ProcessorStanding totals = await(node.processors().find(TOTALS)).orElseThrow();
    return totals.lag() == 0 && totals.condition().status() == Status.RUNNING;
  }

  private static List<ParkedEvent> parked(ClusterNode node) {
    return await(node.processors().parked(TOTALS, new Place(0, 0), 10)).events();
  }

  private static Optional<List<Place>> places(ClusterNode node) {
    return Optional.of(parked(node).stream().map(ParkedEvent::place).toList());
  }

  /** By partition of the input: what one pass over it comes to, without what was discarded. */
  private static Map<Integer, Map<String, String>> expected(ClusterNode node) {
    Map<Integer, List<Told>> numbers = new TreeMap<>();
    for (StreamEvent event : node.read(TallyModule.INPUT)) {
      long value = event.data().path("value").asLong();
      if (value != Tally.UNLUCKY) {
        numbers
            .computeIfAbsent(event.partition(), any -> new ArrayList<>())
            .add(new Told(event.offset(), event.key().orElseThrow(), value));
      }
    }
    assertThat(numbers.values().stream().mapToInt(List::size).sum()).isEqualTo(14 * BATCH);
    Map<Integer, Map<String, String>> expected = new TreeMap<>();
    numbers.forEach(
        (partition, each) -> expected.put(partition, TallyModel.of(each, Progress.NONE).outputs()));
    return expected;
  }

  /** By the partition of the input, the offset there and the index; fails for what stands twice. */
  private static Map<Integer, Map<String, String>> outputs(ClusterNode node) {
    Map<Integer, Map<String, String>> outputs = new TreeMap<>();
    for (StreamEvent event : node.read("total-changed")) {
      put(
          outputs,
          event,
          "%s %s %s"
              .formatted(
                  event.data().path("name").asText(),
                  event.data().path("total").asText(),
                  event.data().path("count").asText()));
    }
    node.read("odd-told")
        .forEach(event -> put(outputs, event, event.data().path("value").asText()));
    return outputs;
  }

  private static void put(
      Map<Integer, Map<String, String>> outputs, StreamEvent event, String shown) {
    String id = event.id().orElseThrow().id().substring((TallyModule.INPUT + "/").length());
    int partition = Integer.parseInt(id.substring(0, id.indexOf(':')));
    assertThat(
            outputs
                .computeIfAbsent(partition, any -> new TreeMap<>())
                .put(id.substring(id.indexOf(':') + 1), shown))
        .as("twice: " + id)
        .isNull();
  }

  private static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition holds in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
