package io.sillok.node.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.window.ProjectionStanding.ShardStanding;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.reading.Counts;
import io.sillok.protocol.window.Window;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a projection as a whole. */
final class ProjectionStandingTest {

  private static final ShardStanding ENDED = shard(Window.NEVER);

  @Test
  void one_whose_inputs_are_sealed_is_sealed_when_all_its_results_stand() {
    assertThat(projection(ENDED, shard(1_000)).isSealed()).as("results are on their way").isFalse();
    assertThat(projection(ENDED, ENDED).isSealed()).isTrue();
  }

  @Test
  void one_that_does_not_run_is_not_sealed() {
    assertThat(projection().isSealed()).isFalse();
  }

  private static ShardStanding shard(long standing) {
    return new ShardStanding(0, Window.NEVER, standing, 0, false, "");
  }

  private static ProjectionStanding projection(ShardStanding... shards) {
    return new ProjectionStanding(
        new ProjectionVersion("orders", 1),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Window.NEVER,
        List.of(),
        0,
        Counts.NONE,
        List.of(shards),
        "",
        Collections.emptySortedMap(),
        Optional.empty());
  }
}
