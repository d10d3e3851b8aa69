package io.sillok.node.window.sharded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.window.HandOver;
import io.sillok.node.window.HandOvers;
import io.sillok.node.window.Turn;
import io.sillok.protocol.window.EventTimes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept of where versions begin, and what is made of what their shards have left. */
final class HandOverRulesTest {

  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final long MICROS = EventTimes.micros(TEN);

  @Test
  void what_is_recorded_has_all_shards_and_first_the_least_for_earlier_releases() {
    HandOvers marks = new HandOvers(List.of(new HandOver(70, 50), new HandOver(60, 55)));
    String text = ServingVersions.text(marks);
    assertThat(text).isEqualTo("since 60 50 70 50 60 55");
    assertThat(ServingVersions.served(2, text)).isEqualTo(new Turn(2, Optional.of(marks)));
  }

  @Test
  void what_earlier_releases_recorded_is_of_all_shards_or_not_known() {
    Turn turn = ServingVersions.served(2, "since 60 50");
    assertThat(turn.since().orElseThrow().of(3)).isEqualTo(new HandOver(60, 50));
    assertThat(ServingVersions.served(2, "serves")).isEqualTo(new Turn(2, Optional.empty()));
  }

  @Test
  void a_shard_has_come_as_far_as_it_recorded_or_as_its_results_are() {
    HandOver recorded = new HandOver(MICROS + 1_000, MICROS + 400);
    assertThat(ToldSoFar.told(Optional.of(recorded), TEN, 0)).isEqualTo(recorded);
    assertThat(ToldSoFar.told(Optional.of(recorded), TEN.plusSeconds(1), 0))
        .as("its windows wait as long as it recorded")
        .isEqualTo(new HandOver(MICROS + 1_000_000, MICROS + 999_400));
    assertThat(ToldSoFar.told(Optional.empty(), TEN, 7)).isEqualTo(HandOver.at(MICROS, 7));
    assertThat(ToldSoFar.told(Optional.empty(), null, 7)).isEqualTo(HandOver.NOTHING);
  }
}
