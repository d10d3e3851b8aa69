package io.sillok.node.window.sharded;

import static io.sillok.node.window.definition.declared.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

final class ShownWatermarksTest {

  private final ShownWatermarks watermarks = new ShownWatermarks();

  @Test
  void it_does_not_go_back_while_a_shard_moves() {
    assertThat(shown(1, 1_000)).isEqualTo(1_000);
    assertThat(shown(1, 200)).isEqualTo(1_000);
    assertThat(shown(1, Window.BEGINNING)).isEqualTo(1_000);
    assertThat(shown(1, 1_001)).isEqualTo(1_001);
  }

  @Test
  void each_version_has_its_own() {
    assertThat(shown(1, 1_000)).isEqualTo(1_000);
    assertThat(shown(2, 10)).isEqualTo(10);
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
    return watermarks.shown(standing).watermark();
  }
}
