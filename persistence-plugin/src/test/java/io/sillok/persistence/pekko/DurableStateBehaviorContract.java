package io.sillok.persistence.pekko;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.pekko.Wallet.Amount;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.query.DurableStateChange;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.junit.jupiter.api.Test;

/** Pekko's typed {@code DurableStateBehavior} on the store. */
abstract class DurableStateBehaviorContract extends NodeContract {

  @Test
  void a_state_lives_through_restarts_of_the_actor_and_of_the_node() {
    assertThat(ask("wallet|1", replyTo -> new Wallet.Put(5, replyTo))).isEqualTo(new Amount(5));
    assertThat(ask("wallet|1", replyTo -> new Wallet.Put(2, replyTo))).isEqualTo(new Amount(7));
    restart();
    assertThat(ask("wallet|1", Wallet.Look::new)).isEqualTo(new Amount(7));
    assertThat(ask("wallet|1", replyTo -> new Wallet.Put(1, replyTo))).isEqualTo(new Amount(8));
    assertThat(await(node().states().getObject("wallet|1")).revision()).isEqualTo(3);
  }

  @Test
  void a_deleted_state_is_empty_and_can_be_written_again() {
    ask("wallet|2", replyTo -> new Wallet.Put(5, replyTo));
    assertThat(ask("wallet|2", Wallet.Lose::new)).isEqualTo(new Amount(0));
    awaitDeleted("wallet|2");
    restart();
    assertThat(ask("wallet|2", Wallet.Look::new)).isEqualTo(new Amount(0));
    assertThat(ask("wallet|2", replyTo -> new Wallet.Put(3, replyTo))).isEqualTo(new Amount(3));
    restart();
    assertThat(ask("wallet|2", Wallet.Look::new)).isEqualTo(new Amount(3));
  }

  @Test
  void an_actor_whose_state_was_written_by_another_stops_and_the_state_stays() {
    TestProbe<Amount> probe = node().kit.createTestProbe();
    ActorRef<Wallet.Command> stale = node().kit.spawn(Wallet.of("wallet|3"));
    stale.tell(new Wallet.Put(1, probe.getRef()));
    probe.receiveMessage(Node.PATIENCE);
    await(node().states().upsertObject("wallet|3", 2, new Amount(100), "wallet"));
    stale.tell(new Wallet.Put(1, probe.getRef()));
    probe.expectTerminated(stale, Node.PATIENCE);
    assertThat(ask("wallet|3", Wallet.Look::new)).isEqualTo(new Amount(100));
  }

  @Test
  void changes_of_actors_are_seen_by_their_tag() throws Exception {
    SinkQueueWithCancel<DurableStateChange<Object>> live =
        run(
            node()
                .states()
                .changes("wallet", Offset.noOffset())
                .filter(change -> change.persistenceId().startsWith("wallet-live|")));
    for (int index = 0; index < 3; index++) {
      ask("wallet-live|" + index, replyTo -> new Wallet.Put(1, replyTo));
      assertThat(next(live).persistenceId()).isEqualTo("wallet-live|" + index);
    }
    live.cancel();
  }

  /** Pekko answers a deletion before the store has it, unlike a change. */
  private void awaitDeleted(String persistenceId) {
    node()
        .kit
        .createTestProbe()
        .awaitAssert(
            Node.PATIENCE,
            () -> assertThat(await(node().states().getObject(persistenceId)).value()).isEmpty());
  }

  /** The answer of a fresh actor. */
  private Amount ask(String persistenceId, Function<ActorRef<Amount>, Wallet.Command> command) {
    TestProbe<Amount> probe = node().kit.createTestProbe();
    ActorRef<Wallet.Command> wallet = node().kit.spawn(Wallet.of(persistenceId));
    wallet.tell(command.apply(probe.getRef()));
    Amount answer = probe.receiveMessage(Node.PATIENCE);
    wallet.tell(new Wallet.Stop());
    probe.expectTerminated(wallet, Node.PATIENCE);
    return answer;
  }
}
