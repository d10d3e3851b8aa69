package io.sillok.persistence.pekko;

import io.sillok.persistence.pekko.Ledger.Done;
import io.sillok.persistence.pekko.Ledger.PersistAll;
import io.sillok.persistence.pekko.Ledger.Persisted;
import io.sillok.persistence.pekko.Ledger.Recovered;
import io.sillok.persistence.pekko.Ledger.Save;
import java.util.List;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.testkit.javadsl.TestKit;

/** One ledger, stopped and started again. */
final class LedgerDriver {

  private final Node node;
  private final String persistenceId;
  final TestKit probe;
  private ActorRef ledger = ActorRef.noSender();

  LedgerDriver(Node node, String persistenceId) {
    this.node = node;
    this.persistenceId = persistenceId;
    probe = new TestKit(node.classic());
  }

  Recovered start() {
    ledger = node.spawn(Ledger.props(persistenceId, probe.getRef()));
    return expect(Recovered.class);
  }

  void stop() {
    probe.watch(ledger);
    node.classic().stop(ledger);
    probe.expectTerminated(Node.PATIENCE, ledger);
  }

  Recovered restart() {
    stop();
    return start();
  }

  void tell(Object order) {
    ledger.tell(order, probe.getRef());
  }

  void persist(Object event) {
    tell(new PersistAll(List.of(event)));
    expect(Persisted.class);
  }

  void save(Object state) {
    tell(new Save(state));
    expect(Done.class);
  }

  <T> T expect(Class<T> type) {
    return probe.expectMsgClass(Node.PATIENCE, type);
  }
}
