package io.sillok.loadtests.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.check.LoggedEvent;
import io.sillok.loadtests.faults.check.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficCheckTest {

  private static final Place PLACE = new Place(3, 17);

  @TempDir private Path directory;

  @Test
  void carts_have_an_event_for_each_accepted_command() throws IOException {
    Told told =
        told("command-asked c", "command-accepted c 1", "command-asked c", "command-accepted c 2");

    assertThat(carts(told, List.of(1L, 2L)).holds()).isTrue();
    assertThat(carts(told, List.of(1L)).violations()).hasSize(1);
    assertThat(carts(told, List.of()).violations()).hasSize(1);
    assertThat(carts(told, List.of(1L, 2L, 3L)).violations()).hasSize(1);
    assertThat(carts(told, List.of(1L, 3L)).violations()).hasSize(1);
  }

  @Test
  void a_command_that_was_never_answered_may_have_taken_effect_or_not() throws IOException {
    Told told = told("command-asked c", "command-accepted c 1", "command-asked c");

    assertThat(carts(told, List.of(1L)).holds()).isTrue();
    assertThat(carts(told, List.of(1L, 2L)).holds()).isTrue();
    assertThat(carts(told, List.of(1L, 2L, 3L)).holds()).isFalse();
  }

  @Test
  void a_sequence_number_is_told_of_one_command() throws IOException {
    Told told =
        told("command-asked c", "command-accepted c 1", "command-asked c", "command-accepted c 1");

    assertThat(carts(told, List.of(1L)).holds()).isFalse();
  }

  @Test
  void too_few_commands_say_nothing() throws IOException {
    Told told = told("command-asked c", "command-accepted c 1");

    assertThat(TrafficCheck.carts(told.carts(), Map.of("c", List.of(1L)), 2).holds()).isFalse();
  }

  @Test
  void acknowledged_events_stand_where_it_was_told() throws IOException {
    Told told = told("append-asked run/1", "appended run/1 3 17");

    assertThat(TrafficCheck.appends(told, List.of(event("run/1", 17)), 1).holds()).isTrue();
    assertThat(TrafficCheck.appends(told, List.of(event("run/1", 18)), 1).holds()).isFalse();
    assertThat(TrafficCheck.appends(told, List.of(), 1).holds()).isFalse();
  }

  @Test
  void an_append_that_was_never_answered_may_stand_once_and_nobody_elses() throws IOException {
    Told told = told("append-asked run/1", "appended run/1 3 17", "append-asked run/2");
    LoggedEvent first = event("run/1", 17);
    LoggedEvent second = event("run/2", 18);

    assertThat(TrafficCheck.appends(told, List.of(first), 1).holds()).isTrue();
    assertThat(TrafficCheck.appends(told, List.of(first, second), 1).holds()).isTrue();
    assertThat(TrafficCheck.appends(told, List.of(first, second, event("run/2", 19)), 1).holds())
        .isFalse();
    assertThat(TrafficCheck.appends(told, List.of(first, event("other/1", 18)), 1).holds())
        .isFalse();
  }

  @Test
  void each_event_of_the_queue_is_done_and_none_comes_again() throws IOException {
    List<LoggedEvent> log = List.of(event("run/1", 17));
    Told acked = told("ack-asked 3 17", "acked 3 17");

    assertThat(TrafficCheck.queue(acked, log, Set.of(), 0, 1)).allMatch(Finding::holds);
    assertThat(TrafficCheck.queue(acked, log, Set.of(PLACE), 0, 1))
        .extracting(Finding::holds)
        .containsExactly(true, false);
    assertThat(TrafficCheck.queue(acked, log, Set.of(), 1, 1).getFirst().holds()).isFalse();
    assertThat(TrafficCheck.queue(told(), log, Set.of(), 0, 1).getFirst().holds()).isFalse();
    assertThat(TrafficCheck.queue(told(), log, Set.of(PLACE), 0, 0)).allMatch(Finding::holds);
  }

  @Test
  void a_share_of_requests_may_be_told_to_come_later() throws IOException {
    Told told = told("later check-out 503", "later check-out 503");

    assertThat(told.later()).containsExactly(Map.entry("503 of check-out", 2L));
    assertThat(TrafficCheck.later(told, 200, 1).holds()).isTrue();
    assertThat(TrafficCheck.later(told, 199, 1).holds()).isFalse();
  }

  private static Finding carts(Told told, List<Long> events) {
    return TrafficCheck.carts(told.carts(), Map.of("c", events), 1);
  }

  private static LoggedEvent event(String id, long offset) {
    return new LoggedEvent(PLACE.partition(), offset, id, "p-1", 0, 1);
  }

  /** As Gatling's process writes it, with spaces for tabs. */
  private Told told(String... lines) throws IOException {
    Path file = directory.resolve("told.tsv");
    Files.writeString(file, String.join("\n", lines).replace(' ', '\t'));
    return Told.read(file);
  }
}
