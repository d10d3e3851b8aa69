package io.sillok.node;

import static io.sillok.node.TestNodes.account;
import static io.sillok.node.TestNodes.await;
import static io.sillok.node.TestNodes.command;
import static io.sillok.node.TestNodes.execute;
import static io.sillok.node.TestNodes.repetitionOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.account.AccountCommand.Audit;
import io.sillok.node.account.AccountCommand.Break;
import io.sillok.node.account.AccountCommand.Deposit;
import io.sillok.node.account.AccountCommand.PayOut;
import io.sillok.node.account.AccountCommand.Phase;
import io.sillok.node.entity.AsOf;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.CommandResult.CommandIdReused;
import io.sillok.node.entity.CommandResult.Defective;
import io.sillok.node.entity.CommandResult.Executed;
import io.sillok.node.entity.CommandResult.Rejected;
import io.sillok.node.entity.CommandResult.WrongSequenceNumber;
import io.sillok.node.entity.Entities.CommandRequest;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.entity.EventPage;
import io.sillok.node.entity.EventView;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a command, a retry, a read and a defect come to on a running node. */
final class EntitiesTest {

  @TempDir static Path data;
  private static SillokNode node;

  @BeforeAll
  static void start() {
    node = TestNodes.start(data);
  }

  @AfterAll
  static void stop() {
    node.stop();
  }

  @Test
  void a_command_records_its_events_and_answers_with_them() {
    Instant before = Instant.now();
    Executed result = (Executed) execute(node, "plain", command(new Deposit(7)));
    assertThat(result.sequenceNumber()).isEqualTo(1);
    assertThat(result.reply().get("balance").longValue()).isEqualTo(7);
    assertThat(result.events()).hasSize(1);
    EventView event = result.events().getFirst();
    assertThat(event.event()).isEqualTo("deposited");
    assertThat(event.stream()).isEqualTo("account.deposited");
    assertThat(event.data().get("amount").longValue()).isEqualTo(7);
    assertThat(event.time()).isBetween(before.minusMillis(1), Instant.now());
    assertThat(event.data().get("at").textValue()).isEqualTo(event.time().toString());
    assertThat(state("plain").orElseThrow().state().get("balance").longValue()).isEqualTo(7);
  }

  @Test
  void a_retried_command_gets_its_first_answer_and_records_nothing() {
    CommandResult deposit = execute(node, "retry", command(new Deposit(10), "a"));
    CommandResult payOut = execute(node, "retry", command(new PayOut(3), "b"));
    assertThat(execute(node, "retry", command(new Deposit(10), "a")))
        .isEqualTo(repetitionOf(deposit));
    assertThat(execute(node, "retry", command(new PayOut(3), "b"))).isEqualTo(repetitionOf(payOut));
    assertThat(((Executed) payOut).events()).hasSize(3);
    assertThat(((Executed) payOut).reply().asText()).isEqualTo("4.50");
    assertThat(state("retry").orElseThrow().sequenceNumber()).isEqualTo(4);
  }

  @Test
  void a_retry_that_overtakes_the_answer_takes_effect_once() {
    var first = node.entities().execute(account("twin"), command(new Deposit(1), "twin"));
    var second = node.entities().execute(account("twin"), command(new Deposit(1), "twin"));
    var results = List.of(await(first), await(second));
    assertThat(results).filteredOn(result -> !((Executed) result).repeated()).hasSize(1);
    assertThat(repetitionOf(results.getFirst())).isEqualTo(repetitionOf(results.getLast()));
    assertThat(state("twin").orElseThrow().sequenceNumber()).isEqualTo(1);
  }

  @Test
  void a_command_id_with_another_command_is_refused() {
    execute(node, "reuse", command(new Deposit(1), "x"));
    assertThat(execute(node, "reuse", command(new Deposit(2), "x")))
        .isEqualTo(new CommandIdReused("x"));
    assertThat(execute(node, "reuse", command(new PayOut(1), "x")))
        .isEqualTo(new CommandIdReused("x"));
    assertThat(state("reuse").orElseThrow().sequenceNumber()).isEqualTo(1);
  }

  @Test
  void only_the_last_command_ids_are_remembered() {
    for (String id : List.of("1", "2", "3", "4")) {
      execute(node, "window", command(new Deposit(1), id));
    }
    assertThat(((Executed) execute(node, "window", command(new Deposit(1), "2"))).sequenceNumber())
        .isEqualTo(2);
    assertThat(((Executed) execute(node, "window", command(new Deposit(1), "1"))).sequenceNumber())
        .isEqualTo(5);
  }

  @Test
  void a_retry_with_an_expected_sequence_number_gets_its_first_answer() {
    var request = new CommandRequest(new Deposit(1), Optional.of("k"), OptionalLong.of(0));
    CommandResult first = execute(node, "retry-expected", request);
    assertThat(first).isInstanceOf(Executed.class);
    assertThat(execute(node, "retry-expected", request)).isEqualTo(repetitionOf(first));
  }

  @Test
  void an_unexpected_sequence_number_is_refused_with_the_actual_one() {
    assertThat(execute(node, "expected", command(new Deposit(1), 1)))
        .isEqualTo(new WrongSequenceNumber(1, 0));
    assertThat(execute(node, "expected", command(new Deposit(1), 0))).isInstanceOf(Executed.class);
    assertThat(execute(node, "expected", command(new Deposit(1), 0)))
        .isEqualTo(new WrongSequenceNumber(0, 1));
  }

  @Test
  void a_rejected_command_records_nothing() {
    assertThat(execute(node, "poor", command(new PayOut(1))))
        .isEqualTo(new Rejected("not-covered", "The balance is only 0", 0));
    assertThat(state("poor")).isEmpty();
  }

  @Test
  void a_command_without_events_only_answers() {
    execute(node, "audited", command(new Deposit(5)));
    Executed audit = (Executed) execute(node, "audited", command(new Audit(), "audit"));
    assertThat(audit.events()).isEmpty();
    assertThat(audit.sequenceNumber()).isEqualTo(1);
    assertThat(audit.reply().longValue()).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void a_defect_of_a_module_records_nothing_and_the_entity_lives_on(Phase phase) {
    String id = "defect-" + phase;
    execute(node, id, command(new Deposit(5)));
    assertThat(execute(node, id, command(new Break(phase)))).isInstanceOf(Defective.class);
    assertThat(((Executed) execute(node, id, command(new Deposit(1)))).sequenceNumber())
        .isEqualTo(2);
  }

  @Test
  void the_past_is_shown_as_of_a_sequence_number_and_as_of_a_time() {
    for (int i = 1; i <= 12; i++) {
      execute(node, "past", command(new Deposit(i)));
    }
    EventPage events = await(node.entities().events(account("past"), 1, 100));
    assertThat(events.events()).hasSize(12);
    for (EventView event : events.events()) {
      long number = event.sequenceNumber();
      EntitySnapshot then =
          await(node.entities().state(account("past"), new AsOf.SequenceNumber(number)))
              .orElseThrow();
      assertThat(then.sequenceNumber()).isEqualTo(number);
      assertThat(then.state().get("balance").longValue()).isEqualTo(number * (number + 1) / 2);
      assertThat(await(node.entities().state(account("past"), new AsOf.Time(event.time()))))
          .hasValueSatisfying(at -> assertThat(at.sequenceNumber()).isGreaterThanOrEqualTo(number));
    }
    Instant first = events.events().getFirst().time();
    assertThat(await(node.entities().state(account("past"), new AsOf.Time(first.minusNanos(1000)))))
        .isEmpty();
  }

  @Test
  void events_come_in_pages() {
    execute(node, "pages", command(new Deposit(10)));
    execute(node, "pages", command(new PayOut(6)));
    EventPage first = await(node.entities().events(account("pages"), 1, 4));
    assertThat(first.events())
        .extracting(EventView::sequenceNumber)
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(first.next()).hasValue(5);
    EventPage last = await(node.entities().events(account("pages"), 5, 4));
    assertThat(last.events()).extracting(EventView::sequenceNumber).containsExactly(5L, 6L, 7L);
    assertThat(last.next()).isEmpty();
  }

  @Test
  void ids_come_in_pages_and_reading_an_entity_does_not_make_it() {
    assertThat(state("looked-at")).isEmpty();
    execute(node, "zz-1", command(new Deposit(1)));
    execute(node, "zz-2", command(new Deposit(1)));
    var page = await(node.entities().ids("account", "zz", 1));
    assertThat(page.ids()).containsExactly("zz-1");
    assertThat(page.next()).contains("zz-1");
    assertThat(await(node.entities().ids("account", "zz-1", 10)).ids()).containsExactly("zz-2");
    assertThat(await(node.entities().ids("account", "", 1000)).ids()).doesNotContain("looked-at");
  }

  private static Optional<EntitySnapshot> state(String id) {
    return await(node.entities().state(account(id), new AsOf.Now()));
  }
}
