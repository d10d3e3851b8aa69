package io.sillok.loadtests.faults.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.loadtests.faults.check.Place;
import org.junit.jupiter.api.Test;

class WorkerLedgerTest {

  private static final Place PLACE = new Place(3, 14);

  private final WorkerLedger ledger = new WorkerLedger();

  @Test
  void an_item_that_comes_again_until_it_is_settled_is_right() {
    ledger.given(PLACE, ledger.tick());
    long asked = ledger.tick();
    ledger.settled(PLACE);
    ledger.given(PLACE, asked); // was on its way

    assertThat(ledger.notGivenAgain(1).holds()).isTrue();
  }

  @Test
  void an_item_that_comes_though_it_is_settled_is_found() {
    ledger.settled(PLACE);
    ledger.given(PLACE, ledger.tick());

    assertThat(ledger.notGivenAgain(1).violations())
        .containsExactly("3/14 was settled before it was asked for");
  }

  @Test
  void what_was_never_settled_says_nothing() {
    ledger.given(PLACE, ledger.tick());

    assertThat(ledger.notGivenAgain(1).holds()).isFalse();
  }

  @Test
  void nobody_forgets_anything_in_the_end() {
    assertThat(ledger.forget()).isTrue();
    ledger.forgetNoMore();

    assertThat(ledger.forget()).isFalse();
    assertThat(ledger.forgotten()).isEqualTo(1);
  }
}
