package io.sillok.node.window.sharded;

import static io.sillok.node.window.definition.declared.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.window.HandOver;
import io.sillok.node.window.HandOvers;
import io.sillok.node.window.ProjectionStanding;
import io.sillok.node.window.ProjectionStanding.InputStanding;
import io.sillok.node.window.ProjectionStanding.ShardStanding;
import io.sillok.node.window.Turns;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.Samples;
import io.sillok.node.window.definition.declared.SilentFacts;
import io.sillok.node.window.definition.declared.compiled.DeclaredDefinitions;
import io.sillok.node.window.definition.declared.document.ProjectionReader;
import io.sillok.node.window.reading.Counts;
import io.sillok.node.window.shard.ShardAnswer;
import io.sillok.node.window.sharded.ProjectionCatalog.Entry;
import io.sillok.protocol.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class NextVersionsTest {

  private static final ProjectionVersion ONE = new ProjectionVersion("orders", 1);
  private static final ProjectionVersion TWO = new ProjectionVersion("orders", 2);
  private static final Entry ENTRY =
      new Entry(
          "orders",
          Optional.empty(),
          Optional.empty(),
          ONE,
          TWO,
          2,
          Turns.NONE,
          Collections.emptySortedMap(),
          Optional.empty());

  private final Orders orders = new Orders();
  private Instant now = Instant.EPOCH;
  private final NextVersions next = new NextVersions(orders, () -> now);

  /** Two versions; whatever is asked of them, the first goes on by one meanwhile. */
  private static final class Orders implements NextVersions.Running {

    private final List<HandOvers> served = new ArrayList<>();
    private long watermark = 1_000;
    private boolean atEnd = true;
    private boolean runs = true;
    private String trouble = "";

    private static ProjectionDefinition<?> definition(ProjectionVersion version) {
      return DeclaredDefinitions.definition(
          ProjectionReader.read(Samples.document()).projection().orElseThrow(),
          version,
          List.of(ORDERS),
          Samples.decoder(new SilentFacts()));
    }

    @Override
    public CompletionStage<ProjectionStanding> standing(Entry entry, ProjectionVersion version) {
      boolean first = version.equals(ONE);
      watermark++;
      return CompletableFuture.completedFuture(
          new ProjectionStanding(
              version,
              Optional.empty(),
              Optional.empty(),
              first && !runs ? Optional.empty() : Optional.of(definition(version)),
              0,
              List.of(new InputStanding("order", 0, 5, 9, 0, 0)),
              0,
              Counts.NONE,
              List.of(
                  new ShardStanding(0, watermark, watermark, 0, false, ""),
                  first && !trouble.isEmpty()
                      ? new ShardStanding(1, Window.BEGINNING, Window.BEGINNING, 0, false, trouble)
                      : new ShardStanding(1, watermark, watermark + 1, 0, false, "")),
              first ? trouble : "",
              Collections.emptySortedMap(),
              Optional.empty()));
    }

    /** There is more to read, but it waits for a table. */
    @Override
    public CompletionStage<List<ShardAnswer>> looks(ProjectionVersion version) {
      watermark += 100;
      return CompletableFuture.completedFuture(
          List.of(
              new ShardAnswer.Stands(
                  List.of(), List.of(), List.of(), 0, 0, atEnd, 0, 0, 0, 0, 0, 0, List.of(), false,
                  "")));
    }

    @Override
    public CompletionStage<HandOvers> told(ProjectionVersion version, long held) {
      assertThat(version).isEqualTo(ONE);
      return CompletableFuture.completedFuture(
          new HandOvers(List.of(new HandOver(500, 500), new HandOver(700, 600))));
    }

    @Override
    public CompletionStage<Void> serve(ProjectionVersion version, HandOvers since) {
      assertThat(version).isEqualTo(TWO);
      served.add(since);
      return CompletableFuture.completedFuture(null);
    }

    private List<Long> begins() {
      return served.getLast().shards().stream().map(HandOver::watermark).toList();
    }
  }

  @Test
  void it_begins_where_the_one_before_is_when_it_has_come_to_its_end() {
    next.look(ENTRY).toCompletableFuture().join();
    assertThat(orders.watermark).isEqualTo(1_102);
    assertThat(orders.begins()).containsExactly(1_102L, 1_103L);
  }

  @Test
  void it_does_not_serve_before_it_has_come_to_its_end() {
    orders.atEnd = false;
    next.look(ENTRY).toCompletableFuture().join();
    assertThat(orders.served).isEmpty();
  }

  @Test
  void a_version_before_that_does_not_answer_is_waited_for_and_then_known_by_the_store() {
    orders.trouble = "Shard 1 does not answer";
    next.look(ENTRY).toCompletableFuture().join();
    now = now.plus(NextVersions.PATIENCE).minus(Duration.ofSeconds(1));
    next.look(ENTRY).toCompletableFuture().join();
    assertThat(orders.served).isEmpty();
    now = now.plusSeconds(1);
    next.look(ENTRY).toCompletableFuture().join();
    assertThat(orders.begins()).containsExactly(orders.watermark, 700L);
  }

  @Test
  void a_version_before_that_answers_again_is_asked_how_far_it_is() {
    orders.trouble = "Shard 1 does not answer";
    next.look(ENTRY).toCompletableFuture().join();
    orders.trouble = "";
    next.look(ENTRY).toCompletableFuture().join();
    assertThat(orders.begins()).containsExactly(orders.watermark, orders.watermark + 1);
  }

  @Test
  void of_a_version_before_that_cannot_run_the_store_tells() {
    orders.runs = false;
    next.look(ENTRY).toCompletableFuture().join();
    assertThat(orders.served).as("it may be made ready yet").isEmpty();
    orders.trouble = "It reads a stream that was retired";
    next.look(ENTRY).toCompletableFuture().join();
    assertThat(orders.begins()).containsExactly(500L, 700L);
  }
}
