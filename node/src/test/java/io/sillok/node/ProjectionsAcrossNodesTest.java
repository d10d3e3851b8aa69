package io.sillok.node;

import static io.sillok.node.ClusterNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.node.ProjectionLog.Expected;
import io.sillok.node.clicks.ClicksModule;
import io.sillok.node.clicks.ClicksModule.ProductClicked;
import io.sillok.node.stream.EventId;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.append.NewEvent;
import io.sillok.node.window.ProjectionStanding;
import io.sillok.node.window.ProjectionVerification;
import io.sillok.node.window.Projections.TopQuery;
import io.sillok.node.window.Projections.WindowQuery;
import io.sillok.node.window.snapshot.WindowSnapshots;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.run.WindowResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Projections whose readers and shards are on different nodes, over logs in Cassandra. */
final class ProjectionsAcrossNodesTest {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final String STREAM = "product-clicked";
  private static final int BATCH = 40;

  /** Projections of the module. */
  private static final int KINDS = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final long FOR_EVER = Long.MAX_VALUE;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Comparator<JsonNode> BY_WORTH =
      Comparator.comparingLong((JsonNode window) -> -window.at("/values/worth").asLong())
          .thenComparing(window -> window.path("key").asText())
          .thenComparing(window -> Instant.parse(window.path("end").asText()));

  private final List<ClusterNode> nodes = new ArrayList<>();
  private final Random random = new Random(12);
  private int clicked;

  @TempDir private Path directory;

  @AfterEach
  void stop() {
    nodes.forEach(ClusterNode::stop);
  }

  @Test
  void results_follow_from_the_log_wherever_partitions_are_and_move() {
    ClusterNode.startTwo(nodes, CASSANDRA, directory, "rocksdb", ClicksModule::new);
    ClusterNode staying = nodes.get(0);
    ClusterNode leaving = nodes.get(1);
    int share = KINDS * staying.store().partitions() / nodes.size();
    nodes.forEach(node -> eventually(() -> node.projections().progress().size() == share));
    nodes.forEach(node -> click(node, 8));
    nodes.forEach(node -> eventually(() -> isDone(node)));

    nodes.forEach(ProjectionsAcrossNodesTest::requireTop);

    eventually(() -> allHaveSnapshots(staying));
    click(staying, 2); // what is under way moves with its partition
    leaving.stop();
    eventually(() -> staying.sees(1));
    click(staying, 6);
    eventually(() -> isDone(staying));
    assertThat(staying.projections().progress())
        .as("shards of the other node go on from its snapshots")
        .anyMatch(shard -> shard.restoring().isPresent());
    requireTold(staying, ClicksModule.PER_USER, ProductClicked::user, true);
    requireTold(staying, ClicksModule.PER_PRODUCT, ProductClicked::product, false);
    requireTold(staying, ClicksModule.VISITS, ProductClicked::user, true);
  }

  private static boolean allHaveSnapshots(ClusterNode node) {
    WindowSnapshots snapshots =
        new WindowSnapshots(node.store().snapshots(), InstantSource.system());
    return IntStream.range(0, node.store().partitions())
        .allMatch(shard ->
            await(snapshots.last("projection-" + ClicksModule.PER_PRODUCT.name() + "/" + shard))
                .isPresent());
  }

  /** Those of all shards, whichever node is asked. */
  private static void requireTop(ClusterNode node) {
    String projection = ClicksModule.PER_PRODUCT.name();
    eventually(() -> {
      List<String> ranked =
          await(
                  node.projections()
                      .windows(
                          new WindowQuery(
                              projection, Optional.empty(), EventTimes.MIN, FOR_EVER, "", 10_000)))
              .results()
              .stream()
              .map(ProjectionsAcrossNodesTest::tree)
              .sorted(BY_WORTH)
              .map(JsonNode::toString)
              .toList();
      return ranked.size() > 20
          && await(
                  node.projections()
                      .top(
                          new TopQuery(
                              projection,
                              Optional.empty(),
                              EventTimes.MIN,
                              FOR_EVER,
                              false,
                              "worth",
                              15)))
              .results()
              .equals(ranked.subList(0, 15));
    });
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    }
  }

  /** Silent partitions are moved on meanwhile, so what follows may grow for a while. */
  private <R> void requireTold(
      ClusterNode node,
      ProjectionType<ProductClicked, R> type,
      Function<ProductClicked, String> key,
      boolean inPlace) {
    String stream = "projection-" + type.name();
    eventually(() -> told(node, stream).equals(follows(expected(node, type, key, inPlace))));
    Expected expected = expected(node, type, key, inPlace);
    assertThat(expected.results()).hasSizeGreaterThan(20);
    assertThat(node.read(stream + "-late")).hasSize((int) expected.late());
    ProjectionVerification verified = await(node.projections().verify(type.name()));
    assertThat(verified.isEqual()).as(verified.toString()).isTrue();
  }

  private static <R> Expected expected(
      ClusterNode node,
      ProjectionType<ProductClicked, R> type,
      Function<ProductClicked, String> key,
      boolean inPlace) {
    return ProjectionLog.of(node.store(), STREAM).expected(type, key, inPlace);
  }

  private static List<String> told(ClusterNode node, String stream) {
    return node.read(stream).stream().map(ProjectionsAcrossNodesTest::text).sorted().toList();
  }

  private static List<String> follows(Expected expected) {
    return expected.results().stream().map(ProjectionsAcrossNodesTest::text).sorted().toList();
  }

  private static String text(StreamEvent event) {
    return "%s %s %s %d %s %d"
        .formatted(
            event.data().path("key").asText(),
            event.data().path("start").asText(),
            event.data().path("end").asText(),
            event.data().path("version").asInt(),
            event.data().path("kind").asText(),
            event.data().path("count").asLong());
  }

  private static String text(WindowResult result) {
    return "%s %s %s %d %s %d"
        .formatted(
            result.key(),
            EventTimes.time(result.window().start()),
            EventTimes.time(result.window().end()),
            result.version(),
            result.kind(),
            result.count());
  }

  private static boolean isDone(ClusterNode node) {
    return await(node.projections().all()).stream().allMatch(ProjectionsAcrossNodesTest::isDone);
  }

  private static boolean isDone(ProjectionStanding standing) {
    return standing.definition().isPresent() && standing.lag() == 0 && standing.trouble().isEmpty();
  }

  private void click(ClusterNode node, int batches) {
    for (int batch = 0; batch < batches; batch++) {
      List<NewEvent> clicks = new ArrayList<>();
      for (int each = 0; each < BATCH; each++) {
        clicks.add(click());
      }
      node.append(STREAM, clicks);
    }
  }

  private NewEvent click() {
    long late = random.nextInt(20) == 0 ? random.nextInt(30_000) : random.nextInt(1_500);
    return new NewEvent(
        Optional.empty(),
        Optional.of(new EventId("test", String.valueOf(clicked))),
        Optional.empty(),
        JsonNodeFactory.instance
            .objectNode()
            .put("user", "u" + random.nextInt(12))
            .put("product", "p" + random.nextInt(7))
            .put("price", random.nextInt(10) - 1)
            .put("clickedAt", START.plusMillis(60_000 + clicked++ * 200L - late).toString()));
  }

  private static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition holds in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }
}
