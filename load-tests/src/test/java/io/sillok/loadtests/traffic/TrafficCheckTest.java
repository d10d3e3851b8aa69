package io.sillok.loadtests.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.check.LoggedEvent;
import io.sillok.loadtests.faults.check.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
  void each_event_of_the_queue_is_done() throws IOException {
    List<LoggedEvent> log = List.of(event("run/1", 17));

    assertThat(done(told("received 3 17 0", "ack-asked 3 17", "acked 3 17"), log, 0)).isTrue();
    assertThat(done(told("received 3 17 0", "ack-asked 3 17"), log, 0))
        .as("an ack that was never answered may have counted")
        .isTrue();
    assertThat(done(told("received 3 17 0", "ack-asked 3 17", "acked 3 17"), log, 1)).isFalse();
    assertThat(done(told("received 3 17 0"), log, 0)).isFalse();
  }

  @Test
  void no_event_of_the_queue_is_handed_out_when_its_ack_was_acknowledged() throws IOException {
    String[] first = {"received 3 17 0", "ack-asked 3 17", "acked 3 17"};

    assertThat(again(told(first), 1).holds()).isTrue();
    assertThat(again(told(first), 2).holds()).as("too few were handed out").isFalse();
    Finding comesAgain = again(told(with(first, "received 3 17 3")), 1);
    assertThat(comesAgain.holds()).isFalse();
    assertThat(comesAgain.violations())
        .containsExactly(
            "3/17 was acknowledged as done (line 3), and was handed out to who asked afterwards (line 3)");
    assertThat(again(told(with(first, "received 3 17 2")), 2).holds())
        .as("it was asked for before the ack was acknowledged")
        .isTrue();
    assertThat(again(told(with(first, "received 3 18 3")), 2).holds()).as("another").isTrue();
  }

  @Test
  void an_event_comes_again_while_its_ack_is_not_acknowledged() throws IOException {
    Told told = told("received 3 17 0", "ack-asked 3 17", "received 3 17 2");

    assertThat(again(told, 2).holds()).isTrue();
  }

  @Test
  void what_is_done_does_not_come_again_when_all_users_have_gone() throws IOException {
    Told told = told("received 3 17 0", "ack-asked 3 17", "acked 3 17");
    told.deliveries().received(PLACE, told.lines() + 1);

    assertThat(again(told, 1).holds()).isFalse();
  }

  @Test
  void answers_show_what_was_acknowledged() throws IOException {
    Told right = told("shown read c-1 3 3", "shown second-click c-1 5 5");
    Told wrong = told("shown read c-1 3 3", "shown read c-2 3 2");

    assertThat(TrafficCheck.shown(right, "read", "reads", 1).holds()).isTrue();
    assertThat(TrafficCheck.shown(right, "second-click", "clicks", 1).holds()).isTrue();
    assertThat(TrafficCheck.shown(right, "read", "reads", 2).holds()).as("too few").isFalse();
    assertThat(TrafficCheck.shown(right, "history", "events", 1).holds()).as("none").isFalse();
    assertThat(TrafficCheck.shown(wrong, "read", "reads", 1).violations())
        .containsExactly("c-2 was shown as '2', and '3' had been acknowledged");
  }

  @Test
  void everybody_comes_and_gets_to_the_end() throws IOException {
    assertThat(everybody().holds()).isTrue();
    assertThat(everybody("came customers").violations())
        .as("one does not get to the end")
        .containsExactly("11 customers came, and 10 got to the end; at least 9 should have come");
  }

  @Test
  void nobody_gives_up_or_fails() throws IOException {
    assertThat(everybody("gave-up check-out 60 503").violations())
        .containsExactly("'check-out' was given up after 60 tries; the last was answered 503");
    assertThat(everybody("gave-up ack 60 0").violations())
        .containsExactly("'ack' was given up after 60 tries; the last had no answer");
    assertThat(everybody("failed NullPointerException").violations())
        .containsExactly("a user failed with NullPointerException");
  }

  @Test
  void too_few_users_of_one_kind_fail_the_run_however_many_others_come() throws IOException {
    Told told =
        told(
            Stream.of(come("customers", 99), come("sources", 5), come("workers", 2))
                .flatMap(each -> each)
                .toArray(String[]::new));

    assertThat(TrafficCheck.everybody(told, Arrivals.of(1, 10, 1)).holds())
        .as("nine tenths of one reader are none")
        .isTrue();
    assertThat(TrafficCheck.everybody(told, Arrivals.of(1, 20, 1)).violations())
        .containsExactly(
            "5 sources came, and 5 got to the end; at least 9 should have come",
            "2 workers came, and 2 got to the end; at least 4 should have come",
            "0 readers came, and 0 got to the end; at least 1 should have come");
  }

  @Test
  void a_file_that_breaks_off_says_nothing() throws IOException {
    Path file = Files.writeString(directory.resolve("told.tsv"), "came\tcustomers\n");

    assertThatThrownBy(() -> Told.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("told.tsv")
        .hasMessageContaining("customers");
  }

  @Test
  void a_share_of_requests_may_be_told_to_come_later() throws IOException {
    Told told = told("later check-out 503", "later check-out 503");

    assertThat(told.later()).containsExactly(Map.entry("503 of check-out", 2L));
    assertThat(TrafficCheck.later(told, 200, 1).holds()).isTrue();
    assertThat(TrafficCheck.later(told, 199, 1).holds()).isFalse();
  }

  private static boolean done(Told told, List<LoggedEvent> log, long left) {
    return TrafficCheck.queue(told, log, left, 1).getFirst().holds();
  }

  private static Finding again(Told told, long least) {
    return TrafficCheck.queue(told, List.of(), 0, least).getLast();
  }

  /** Ten customers and who comes with them, and what else is told. */
  private Finding everybody(String... others) throws IOException {
    Stream<String> all =
        Stream.of(come("customers", 10), come("sources", 5), come("workers", 2), come("readers", 1))
            .flatMap(each -> each);
    return TrafficCheck.everybody(
        told(Stream.concat(all, Stream.of(others)).toArray(String[]::new)), Arrivals.of(1, 10, 1));
  }

  private static Stream<String> come(String users, int many) {
    return Stream.of("came " + users, "left " + users)
        .flatMap(line -> Collections.nCopies(many, line).stream());
  }

  private static String[] with(String[] lines, String last) {
    return Stream.concat(Stream.of(lines), Stream.of(last)).toArray(String[]::new);
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
    Files.writeString(
        file, (String.join("\n", lines) + "\nend\n").replace(' ', '\t').stripLeading());
    return Told.read(file);
  }
}
