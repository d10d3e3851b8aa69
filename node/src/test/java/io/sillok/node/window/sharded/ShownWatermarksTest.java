package io.sillok.node.window.sharded;

import static io.sillok.node.window.definition.declared.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.window.HandOver;
import io.sillok.node.window.HandOvers;
import io.sillok.node.window.ProjectionStanding;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.Samples;
import io.sillok.node.window.definition.declared.SilentFacts;
import io.sillok.node.window.definition.declared.compiled.DeclaredDefinitions;
import io.sillok.node.window.definition.declared.document.ProjectionReader;
import io.sillok.node.window.reading.Counts;
import io.sillok.protocol.window.Window;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ShownWatermarksTest {

  private static final int SHARDS = 2;

  private CompletableFuture<HandOvers> recorded =
      CompletableFuture.completedFuture(
          new HandOvers(List.of(new HandOver(500, 500), new HandOver(700, 600))));
  private final ShownWatermarks watermarks =
      new ShownWatermarks((version, held) -> recorded, SHARDS);

  @Test
  void it_does_not_go_back_while_a_shard_goes_on_from_its_snapshot_elsewhere() {
    assertThat(shown(1, 1_000)).isEqualTo(1_000);
    assertThat(shown(1, 200)).isEqualTo(1_000);
    assertThat(shown(1, Window.BEGINNING)).isEqualTo(1_000);
    assertThat(shown(1, 1_001)).isEqualTo(1_001);
  }

  @Test
  void a_node_that_has_not_seen_it_begins_with_what_the_slowest_shard_has_recorded() {
    assertThat(shown(1, Window.BEGINNING)).isEqualTo(500);
    assertThat(shown(1, 600)).isEqualTo(600);
  }

  @Test
  void a_shard_that_has_recorded_nothing_has_told_nothing() {
    recorded =
        CompletableFuture.completedFuture(
            new HandOvers(List.of(new HandOver(500, 500), HandOver.NOTHING)));
    assertThat(shown(1, 7)).isEqualTo(7);
  }

  @Test
  void each_version_has_its_own() {
    assertThat(shown(1, 1_000)).isEqualTo(1_000);
    recorded = CompletableFuture.completedFuture(new HandOvers(List.of(HandOver.NOTHING)));
    assertThat(shown(2, 10)).isEqualTo(10);
  }

  @Test
  void a_store_that_is_away_leaves_what_the_shards_say() {
    recorded = CompletableFuture.failedFuture(new IllegalStateException("away"));
    assertThat(shown(1, 300)).isEqualTo(300);
  }

  private long shown(int number, long watermark) {
    ProjectionVersion version = new ProjectionVersion("orders", number);
    ProjectionDefinition<?> definition =
        DeclaredDefinitions.definition(
            ProjectionReader.read(Samples.document()).projection().orElseThrow(),
            version,
            List.of(ORDERS),
            Samples.decoder(new SilentFacts()));
    ProjectionStanding standing =
        new ProjectionStanding(
            version,
            Optional.empty(),
            Optional.empty(),
            Optional.of(definition),
            watermark,
            List.of(),
            0,
            Counts.NONE,
            List.of(),
            "",
            Collections.emptySortedMap(),
            Optional.empty());
    return watermarks.shown(standing).toCompletableFuture().join().watermark();
  }
}
