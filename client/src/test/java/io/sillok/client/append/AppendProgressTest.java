package io.sillok.client.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.client.append.AppendResult.Appended;
import io.sillok.client.append.AppendResult.Failed;
import io.sillok.client.append.AppendResult.Refused;
import io.sillok.client.event.Position;
import io.sillok.client.failure.Problem;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.failure.UnexpectedAnswerException;
import io.sillok.client.json.Json;
import io.sillok.client.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AppendProgressTest {

  private static final int TEN_BYTES = 10;

  @Test
  void a_request_holds_as_many_bytes_as_it_may() {
    // two brackets, and a comma or bracket's worth with each event
    AppendProgress progress = progress(5, 2 + 2 * (TEN_BYTES + 1), 100);
    assertThat(progress.next()).containsExactly(0, 1);
    assertThat(progress.answered(List.of(0, 1), appended(2))).isTrue();
    assertThat(progress.next()).containsExactly(2, 3);
  }

  @Test
  void a_request_holds_as_many_events_as_it_may() {
    assertThat(progress(5, 1_000, 3).next()).containsExactly(0, 1, 2);
  }

  @Test
  void an_event_that_is_larger_than_a_request_should_be_goes_alone() {
    AppendProgress progress = progress(2, 5, 100);
    assertThat(progress.next()).containsExactly(0);
  }

  @Test
  void nothing_is_sent_when_there_is_nothing() {
    AppendProgress progress = progress(0, 100, 100);
    assertThat(progress.next()).isEmpty();
    assertThat(progress.results().results()).isEmpty();
    assertThat(progress.results().complete()).isTrue();
  }

  @Test
  void results_and_positions_are_taken_in_order() {
    AppendProgress progress = progress(2, 100, 1);
    progress.answered(
        progress.next(),
        answer(
            "{\"position\":\"p1\",\"results\":[{\"status\":\"appended\",\"partition\":3,\"offset\":17,\"key\":\"k\"}]}"));
    progress.answered(
        progress.next(),
        answer(
            "{\"position\":\"p2\",\"results\":[{\"status\":\"duplicate\",\"partition\":4,\"offset\":1}]}"));
    AppendResults results = progress.results();
    assertThat(results.results())
        .containsExactly(
            new Appended(false, 3, 17, Optional.of("k")),
            new Appended(true, 4, 1, Optional.empty()));
    assertThat(results.positions()).containsExactly(new Position("p1"), new Position("p2"));
    assertThat(results.orThrow()).isSameAs(results);
  }

  @Test
  void what_was_withheld_is_sent_again_without_what_was_refused() {
    AppendProgress progress = progress(3, 1_000, 100);
    boolean wentOn =
        progress.answered(
            progress.next(),
            answer(
                """
                {"position":"p","results":[
                  {"status":"appended","partition":1,"offset":0},
                  {"status":"refused","code":"invalid-event","message":"Not so",
                   "errors":[{"code":"wrong-type","pointer":"/1/data/a","message":"No"}]},
                  {"status":"withheld","because":1}]}
                """));
    assertThat(wentOn).isTrue();
    assertThat(progress.next()).containsExactly(2);
    progress.answered(List.of(2), appended(1));
    assertThat(progress.results().results().get(1))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("invalid-event");
              assertThat(refused.errors())
                  .singleElement()
                  .satisfies(error -> assertThat(error.pointer()).isEqualTo("/data/a"));
            });
    assertThatThrownBy(() -> progress.results().orThrow())
        .isInstanceOfSatisfying(
            AppendFailedException.class,
            failure -> {
              assertThat(failure.retryable()).isFalse();
              assertThat(failure).hasMessageContaining("1 of 3").hasMessageContaining("event 1");
            });
  }

  @Test
  void what_failed_is_sent_again_after_a_wait() {
    AppendProgress progress = progress(2, 1_000, 100);
    boolean wentOn =
        progress.answered(
            progress.next(),
            answer(
                """
                {"position":"p","results":[{"status":"failed","code":"timeout","message":"Late"},
                  {"status":"appended","partition":1,"offset":0}]}
                """));
    assertThat(wentOn).isFalse();
    assertThat(progress.next()).containsExactly(0);
  }

  @Test
  void an_answer_that_settles_nothing_does_not_count_as_going_on() {
    AppendProgress progress = progress(1, 1_000, 100);
    assertThat(
            progress.answered(
                progress.next(), answer("{\"results\":[{\"status\":\"withheld\",\"because\":0}]}")))
        .isFalse();
  }

  @Test
  void errors_of_a_refused_batch_are_each_events_own_and_the_others_are_sent_again() {
    AppendProgress progress = progress(4, 1_000, 100);
    progress.answered(
        List.of(0),
        answer("{\"results\":[{\"status\":\"duplicate\",\"partition\":0,\"offset\":0}]}"));
    List<Integer> batch = progress.next();
    assertThat(batch).containsExactly(1, 2, 3);
    progress.refused(
        batch,
        problem(
            """
            {"code":"events-refused","errors":[
              {"code":"wrong-type","pointer":"/1/data/amount","message":"A"},
              {"code":"missing-field","pointer":"/1/data/b","message":"B"},
              {"code":"invalid-event","pointer":"/2","message":"C"}]}
            """));
    assertThat(progress.next()).containsExactly(1);
    progress.answered(List.of(1), appended(1));
    List<AppendResult> results = progress.results().results();
    assertThat(((Refused) results.get(2)).errors())
        .extracting(error -> error.pointer())
        .containsExactly("/data/amount", "/data/b");
    assertThat(((Refused) results.get(3)).errors())
        .singleElement()
        .satisfies(error -> assertThat(error.pointer()).isEmpty());
  }

  @Test
  void a_refusal_that_names_no_event_is_thrown() {
    AppendProgress progress = progress(1, 1_000, 100);
    Problem problem =
        problem("{\"code\":\"events-refused\",\"errors\":[{\"pointer\":\"/7/data\"}]}");
    assertThatThrownBy(() -> progress.refused(progress.next(), problem))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void what_is_too_large_is_halved_until_a_single_event_is_refused() {
    AppendProgress progress = progress(4, 1_000, 100);
    Problem tooLarge = problem("{\"code\":\"body-too-large\",\"detail\":\"Too large\"}");
    progress.tooLarge(progress.next(), tooLarge);
    assertThat(progress.next()).containsExactly(0, 1);
    progress.tooLarge(progress.next(), tooLarge);
    assertThat(progress.next()).containsExactly(0);
    progress.tooLarge(progress.next(), tooLarge);
    assertThat(progress.next()).containsExactly(1);
    assertThat(finished(progress).get(0))
        .isEqualTo(new Refused("event-too-large", "Too large", List.of()));
  }

  @Test
  void what_comes_behind_a_failure_is_not_sent_so_that_order_is_kept() {
    AppendProgress progress = progress(3, 1_000, 1);
    progress.giveUp(progress.next(), "unreachable", "Gone");
    assertThat(progress.next()).isEmpty();
    assertThat(progress.results().results())
        .extracting(result -> ((Failed) result).code())
        .containsExactly("unreachable", "not-sent", "not-sent");
    assertThatThrownBy(() -> progress.results().orThrow())
        .isInstanceOfSatisfying(
            AppendFailedException.class, failure -> assertThat(failure.retryable()).isTrue());
  }

  @Test
  void an_answer_with_too_few_results_is_not_understood() {
    AppendProgress progress = progress(2, 1_000, 100);
    assertThatThrownBy(() -> progress.answered(progress.next(), appended(1)))
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("2 events were sent, but 1 results came");
  }

  private static List<AppendResult> finished(AppendProgress progress) {
    for (List<Integer> next = progress.next(); !next.isEmpty(); next = progress.next()) {
      progress.answered(next, appended(next.size()));
    }
    return progress.results().results();
  }

  private static AppendProgress progress(int events, int mostBytes, int mostEvents) {
    List<byte[]> written =
        IntStream.range(0, events)
            .mapToObj(event -> "x".repeat(TEN_BYTES).getBytes(StandardCharsets.UTF_8))
            .toList();
    return new AppendProgress(written, mostBytes, mostEvents);
  }

  private static JsonObject appended(int count) {
    String one = "{\"status\":\"appended\",\"partition\":0,\"offset\":0}";
    String all = String.join(",", IntStream.range(0, count).mapToObj(each -> one).toList());
    return answer("{\"position\":\"p\",\"results\":[%s]}".formatted(all));
  }

  private static JsonObject answer(String json) {
    return new JsonObject(Json.read(json));
  }

  private static Problem problem(String json) {
    return Problem.of(422, Json.read(json), Optional.empty());
  }
}
