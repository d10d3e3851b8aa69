package io.sillok.persistence.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.pekko.Ledger.Defer;
import io.sillok.persistence.pekko.Ledger.Deferred;
import io.sillok.persistence.pekko.Ledger.PersistAll;
import io.sillok.persistence.pekko.Ledger.PersistAsync;
import io.sillok.persistence.pekko.Ledger.Persisted;
import io.sillok.persistence.pekko.Ledger.Recovered;
import io.sillok.persistence.pekko.Ledger.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Classic persistent actors: order, and what cannot be written. */
abstract class ClassicActorContract extends NodeContract {

  @SuppressWarnings("NullAway.Init") // made before each test
  private LedgerDriver ledger;

  @BeforeEach
  void startLedger(TestInfo test) {
    ledger = new LedgerDriver(node(), "classic|" + test.getDisplayName());
    assertThat(ledger.start()).isEqualTo(new Recovered(List.of(), 0));
  }

  @Test
  void what_is_deferred_comes_between_what_is_persisted_before_and_after() {
    List<Object> expected = new ArrayList<>();
    for (int index = 0; index < 150; index += 3) {
      ledger.tell(new PersistAsync(List.of(index)));
      ledger.tell(new Defer(index + 1));
      ledger.tell(new PersistAsync(List.of(index + 2)));
      expected.addAll(List.of(index, index + 2));
    }
    for (int index = 0; index < 150; index++) {
      Object seen =
          index % 3 == 1
              ? ledger.expect(Deferred.class).event()
              : ledger.expect(Persisted.class).event();
      assertThat(seen).isEqualTo(index);
    }
    assertThat(ledger.restart()).isEqualTo(new Recovered(expected, 100));
  }

  @Test
  void events_persisted_together_are_rejected_together() {
    ledger.persist("before");
    ledger.tell(new PersistAll(List.of("a", new Object(), "c")));
    for (long number = 2; number <= 4; number++) {
      assertThat(ledger.expect(Rejected.class).sequenceNumber()).isEqualTo(number);
    }
    ledger.persist("after");
    assertThat(ledger.restart()).isEqualTo(new Recovered(List.of("before", "after"), 5));
  }

  @Test
  void of_many_without_waiting_only_those_that_cannot_be_written_are_missing() {
    List<Object> events =
        IntStream.range(0, 58).mapToObj(i -> i % 7 == 3 ? new Object() : (Object) i).toList();
    events.forEach(event -> ledger.tell(new PersistAsync(List.of(event))));
    List<Object> expected = new ArrayList<>();
    for (int index = 0; index < 58; index++) {
      if (index % 7 == 3) {
        assertThat(ledger.expect(Rejected.class).sequenceNumber()).isEqualTo(index + 1);
      } else {
        assertThat(ledger.expect(Persisted.class).event()).isEqualTo(index);
        expected.add(index);
      }
    }
    assertThat(ledger.restart()).isEqualTo(new Recovered(expected, 58));
    ledger.persist("after");
    expected.add("after");
    assertThat(ledger.restart()).isEqualTo(new Recovered(expected, 59));
  }

  @Test
  void an_event_with_a_hole_before_it_is_queried_as_any_other() throws Exception {
    ledger.persist("a");
    ledger.tell(new PersistAll(List.of(new Object())));
    ledger.expect(Rejected.class);
    ledger.persist("c");
    String id = "classic|an_event_with_a_hole_before_it_is_queried_as_any_other()";
    assertThat(all(node().query().currentEventsByPersistenceId(id, 0, Long.MAX_VALUE)))
        .extracting(event -> event.sequenceNr())
        .containsExactly(1L, 3L);
  }
}
