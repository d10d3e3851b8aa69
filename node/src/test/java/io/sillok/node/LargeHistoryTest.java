package io.sillok.node;

import static io.sillok.node.TestNodes.account;
import static io.sillok.node.TestNodes.await;
import static io.sillok.node.TestNodes.command;
import static io.sillok.node.TestNodes.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.node.account.AccountCommand.Note;
import io.sillok.node.entity.AsOf;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.CommandResult.Executed;
import io.sillok.node.entity.Entities.CommandRequest;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.entity.EntityUnavailableException;
import io.sillok.node.entity.EventPage;
import io.sillok.node.entity.EventView;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An entity with more bytes of events than the store reads at once. */
final class LargeHistoryTest {

  private static final String TEXT = "x".repeat(600_000);
  private static final int TIMES = 10;
  private static final long EVENTS = 2 * TIMES;

  @TempDir private static Path data;
  private static SillokNode node;
  private static CommandResult first;

  @BeforeAll
  static void fill() {
    node = TestNodes.start(data);
    first = execute(node, "large", command(new Note(TEXT, TIMES), "first"));
    assertThat(first).isInstanceOf(Executed.class);
    execute(node, "large", command(new Note(TEXT, TIMES)));
  }

  @AfterAll
  static void stop() {
    node.stop();
  }

  @Test
  void a_past_state_is_folded_from_all_events_up_to_then() {
    for (AsOf asOf : List.of(new AsOf.SequenceNumber(EVENTS), new AsOf.Time(Instant.MAX))) {
      assertThat(await(node.entities().state(account("large"), asOf)))
          .map(EntitySnapshot::sequenceNumber)
          .hasValue(EVENTS);
    }
    assertThat(await(node.entities().state(account("large"), new AsOf.SequenceNumber(15))))
        .map(EntitySnapshot::sequenceNumber)
        .hasValue(15L);
  }

  @Test
  void pages_lead_to_the_last_event() {
    List<Long> numbers = new ArrayList<>();
    long from = 1;
    int pages = 0;
    while (from > 0) {
      EventPage page = await(node.entities().events(account("large"), from, 1000));
      page.events().stream().map(EventView::sequenceNumber).forEach(numbers::add);
      from = page.next().orElse(0);
      pages++;
    }
    assertThat(numbers)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, EVENTS).boxed().toList());
    assertThat(pages).isGreaterThan(1);
  }

  @Test
  void a_retry_gets_its_first_answer_however_large() {
    CommandResult again = execute(node, "large", command(new Note(TEXT, TIMES), "first"));
    assertThat(((Executed) again).events()).isEqualTo(((Executed) first).events());
  }

  @Test
  void a_command_whose_events_are_too_many_bytes_at_once_is_a_defect_of_the_module() {
    CommandRequest tooLarge = command(new Note(TEXT, 2 * TIMES));
    assertThatThrownBy(() -> execute(node, "too-large", tooLarge))
        .isInstanceOfSatisfying(
            EntityUnavailableException.class,
            unavailable -> assertThat(unavailable.code()).isEqualTo("module-defect"))
        .hasMessageContaining("nothing was recorded");
    assertThat(await(node.entities().events(account("too-large"), 1, 10)).events()).isEmpty();
  }
}
