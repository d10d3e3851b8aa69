package io.sillok.node.cli.append;

import static io.sillok.node.cli.append.Lines.entries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.cli.append.Entry.Fault;
import io.sillok.node.cli.append.Settlement.Pending;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.NodeClient.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a batch, answer by answer. */
final class SettlementTest {

  private static final int ALL = Integer.MAX_VALUE;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void what_stands_is_not_sent_again_and_what_failed_is() throws IOException {
    Settlement settlement = new Settlement(entries("{}", "{}", "{}", "{}"), true);
    Optional<String> failed =
        take(
            settlement,
            """
            [{"status":"appended"},{"status":"failed","code":"saturated","message":"Too much"},
             {"status":"duplicate"},{"status":"failed","code":"saturated","message":"Too much"}]
            """);
    assertThat(failed).contains("Too much (saturated)");
    assertThat(indexes(settlement)).containsExactly(1, 3);
    take(settlement, "[{\"status\":\"appended\"},{\"status\":\"duplicate\"}]");
    assertThat(indexes(settlement)).isEmpty();
    assertThat(settlement.appended()).isEqualTo(2);
    assertThat(settlement.duplicates()).isEqualTo(2);
    assertThat(settlement.end()).isEmpty();
  }

  @Test
  void a_refusal_ends_it_once_all_before_it_stand() throws IOException {
    Settlement settlement = new Settlement(entries("{}", "{}", "{}", "{}"), true);
    take(
        settlement,
        """
        [{"status":"withheld","because":2},{"status":"appended"},
         {"status":"refused","code":"invalid-event","message":"No",
          "errors":[{"code":"wrong-type","pointer":"/2/data/a","message":"must be a number"}]},
         {"status":"appended"}]
        """);
    assertThat(indexes(settlement)).containsExactly(0);
    take(settlement, "[{\"status\":\"appended\"}]");
    assertThat(settlement.end())
        .hasValueSatisfying(refusal -> {
          assertThat(refusal.line().number()).isEqualTo(3);
          assertThat(refusal.code()).isEqualTo("invalid-event");
          assertThat(refusal.faults())
              .containsExactly(new Fault("wrong-type", "/a", "must be a number"));
        });
    assertThat(settlement.appended()).as("up to the end").isEqualTo(2);
    assertThat(settlement.lastLineSent()).isEqualTo(4);
  }

  @Test
  void the_first_of_several_refusals_is_the_end() throws IOException {
    Settlement settlement = new Settlement(entries("{}", "{}", "{}"), true);
    problem(settlement, error(2, "/data/b"), error(1, "/data/a"));
    assertThat(indexes(settlement)).containsExactly(0);
    assertThat(settlement.end())
        .hasValueSatisfying(end -> assertThat(end.line().number()).isEqualTo(2));
  }

  @Test
  void nothing_behind_a_line_that_is_known_to_be_wrong_is_sent() {
    Settlement settlement = new Settlement(entries("{}", "{", "{}"), true);
    assertThat(indexes(settlement)).containsExactly(0);
    assertThat(settlement.lastLineSent()).isEqualTo(1);
    assertThat(settlement.end())
        .hasValueSatisfying(end -> assertThat(end.code()).isEqualTo("malformed-json"));
  }

  @Test
  void where_refusals_are_skipped_all_others_are_sent() throws IOException {
    Settlement settlement = new Settlement(entries("{}", "{", "{}", "{}"), false);
    problem(settlement, error(1, "/data/a"), error(1, "/data/b"));
    assertThat(indexes(settlement)).containsExactly(0, 3);
    take(settlement, "[{\"status\":\"appended\"},{\"status\":\"appended\"}]");
    assertThat(settlement.end()).isEmpty();
    assertThat(settlement.refusals())
        .extracting(each -> each.line().number())
        .containsExactly(2L, 3L);
    assertThat(settlement.refusals().getLast().faults())
        .extracting(Fault::pointer)
        .containsExactly("/a", "/b");
  }

  @Test
  void in_a_whole_cloud_event_pointers_lead_to_its_data() throws IOException {
    Settlement settlement = new Settlement(entries("{\"specversion\":\"1.0\"}"), false);
    problem(settlement, error(0, "/data/a"), error(0, "/type"), error(0, ""));
    assertThat(settlement.refusals().getFirst().faults())
        .extracting(Fault::pointer)
        .containsExactly("/data/a", "/type", "");
  }

  @Test
  void a_problem_that_is_about_no_line_ends_all() {
    Settlement settlement = new Settlement(entries("{}"), false);
    assertThatThrownBy(() -> problem(settlement, error(7, "/data/a")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("events-refused");
  }

  @Test
  void fewer_may_be_sent_at_once_but_in_their_order() {
    Settlement settlement = new Settlement(entries("{}", "{}", "{}"), true);
    assertThat(settlement.pending(2)).extracting(Pending::index).containsExactly(0, 1);
  }

  private static List<Integer> indexes(Settlement settlement) {
    return sent(settlement).stream().map(Pending::index).toList();
  }

  private static Optional<String> take(Settlement settlement, String results) throws IOException {
    List<Pending> sent = sent(settlement);
    return AnswerReader.results(settlement, sent, answer(207, "{\"results\":%s}", results));
  }

  private static void problem(Settlement settlement, String... errors) throws IOException {
    List<Pending> sent = sent(settlement);
    String all = String.join(",", errors);
    AnswerReader.problem(
        settlement, sent, answer(422, "{\"code\":\"events-refused\",\"errors\":[%s]}", all));
  }

  private static List<Pending> sent(Settlement settlement) {
    List<Pending> sent = settlement.pending(ALL);
    if (!sent.isEmpty()) {
      settlement.sending(sent);
    }
    return sent;
  }

  private static String error(int index, String pointer) {
    return "{\"code\":\"wrong-type\",\"pointer\":\"/%d%s\",\"message\":\"is wrong\"}"
        .formatted(index, pointer);
  }

  private static Answer answer(int status, String json, String part) throws IOException {
    return new Answer(status, JSON.readTree(json.formatted(part)), Optional.empty());
  }
}
