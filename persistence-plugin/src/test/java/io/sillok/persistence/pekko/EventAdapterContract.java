package io.sillok.persistence.pekko;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.pekko.Ledger.Recovered;
import io.sillok.persistence.pekko.PriceAdapter.Cents;
import io.sillok.persistence.pekko.PriceAdapter.Price;
import java.util.List;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.junit.jupiter.api.Test;

/** Event adapters that are set for the journal. */
abstract class EventAdapterContract extends NodeContract {

  @Override
  protected String settings() {
    return """
    sillok.persistence {
      partitions = 4
      journal {
        event-adapters.price = "%s"
        event-adapter-bindings {
          "%s" = price
          "%s" = price
        }
      }
    }
    """
        .formatted(PriceAdapter.class.getName(), Price.class.getName(), Cents.class.getName());
  }

  @Test
  void an_adapter_writes_and_reads_with_its_manifest() {
    LedgerDriver ledger = new LedgerDriver(node(), "shop|adapted");
    ledger.start();
    List.of(5, 0, 1500, 7).forEach(euros -> ledger.persist(new Price(euros)));
    assertThat(ledger.restart())
        .isEqualTo(
            new Recovered(List.of(new Price(5), new Price(1000), new Price(500), new Price(7)), 4));
    LoggedEvent kept =
        await(node().persistence().store().entities().read("shop|adapted", 1, 1, 1))
            .getFirst()
            .event();
    assertThat(kept.adapterManifest()).isEqualTo("cents-1");
    assertThat(kept.tags()).containsExactly("price");
    assertThat(node().persistence().serialization().object(kept)).isEqualTo(new Cents(500));
  }

  @Test
  void queries_see_what_actors_see() throws Exception {
    LedgerDriver ledger = new LedgerDriver(node(), "stall|queried");
    ledger.start();
    List.of(5, 0, 1500, 7).forEach(euros -> ledger.persist(new Price(euros)));
    List<Object> expected = List.of(new Price(5), new Price(1000), new Price(500), new Price(7));
    assertThat(all(node().query().currentEventsByPersistenceId("stall|queried", 0, Long.MAX_VALUE)))
        .extracting(EventEnvelope::event)
        .isEqualTo(expected);
    assertThat(
            all(
                node()
                    .query()
                    .currentEventsByTag("price", Offset.noOffset())
                    .filter(event -> event.persistenceId().equals("stall|queried"))))
        .extracting(EventEnvelope::event)
        .isEqualTo(expected);
    assertThat(all(node().query().currentEventsBySlices("stall", 0, 1023, Offset.noOffset())))
        .extracting(event -> event.event())
        .isEqualTo(expected);
  }
}
