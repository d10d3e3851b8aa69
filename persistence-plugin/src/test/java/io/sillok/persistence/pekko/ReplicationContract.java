package io.sillok.persistence.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.pekko.Replica.Words;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.typed.internal.ReplicatedEventMetadata;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.Test;

/** Pekko's replicated event sourcing: replicas read each other's events from the journal. */
abstract class ReplicationContract extends NodeContract {

  @Test
  void replicas_agree_and_agree_again_after_a_restart() {
    ActorRef<Replica.Command> a = node().kit.spawn(Replica.of("agreed", Replica.A));
    ActorRef<Replica.Command> b = node().kit.spawn(Replica.of("agreed", Replica.B));
    TestProbe<Words> probe = node().kit.createTestProbe();
    for (int index = 0; index < 5; index++) {
      a.tell(new Replica.Add("a" + index, probe.getRef()));
      b.tell(new Replica.Add("b" + index, probe.getRef()));
    }
    Set<String> all = Set.of("a0", "a1", "a2", "a3", "a4", "b0", "b1", "b2", "b3", "b4");
    awaitWords(a, all);
    awaitWords(b, all);
    restart();
    awaitWords(node().kit.spawn(Replica.of("agreed", Replica.A)), all);
  }

  private void awaitWords(ActorRef<Replica.Command> replica, Set<String> expected) {
    new TestKit(node().classic())
        .awaitAssert(
            Node.PATIENCE,
            () -> {
              TestProbe<Words> probe = node().kit.createTestProbe();
              replica.tell(new Replica.Get(probe.getRef()));
              assertThat(probe.receiveMessage(Node.PATIENCE)).isEqualTo(new Words(expected));
              return null;
            });
  }

  @Test
  void an_event_says_which_replica_it_comes_from() throws Exception {
    ActorRef<Replica.Command> a = node().kit.spawn(Replica.of("origin", Replica.A));
    ActorRef<Replica.Command> b = node().kit.spawn(Replica.of("origin", Replica.B));
    a.tell(new Replica.Add("from a", node().kit.<Words>createTestProbe().getRef()));
    awaitWords(b, Set.of("from a"));
    String id = Replica.id("origin", Replica.B).persistenceId().id();
    List<EventEnvelope> kept =
        all(node().query().currentEventsByPersistenceId(id, 0, Long.MAX_VALUE));
    assertThat(kept).singleElement().satisfies(event -> assertThat(origin(event)).isEqualTo("A"));
  }

  private static String origin(EventEnvelope event) {
    return ((ReplicatedEventMetadata) event.eventMetadata().get()).originReplica().id();
  }
}
