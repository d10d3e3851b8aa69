package io.sillok.node;

import static io.sillok.node.TestNodes.account;
import static io.sillok.node.TestNodes.await;
import static io.sillok.node.TestNodes.balance;
import static io.sillok.node.TestNodes.command;
import static io.sillok.node.TestNodes.execute;
import static io.sillok.node.TestNodes.repetitionOf;
import static io.sillok.node.TestNodes.state;
import static io.sillok.node.TestNodes.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.node.account.AccountCommand.Deposit;
import io.sillok.node.account.AccountCommand.PayOut;
import io.sillok.node.account.EvolvedAccountModule;
import io.sillok.node.account.ForgetfulAccountModule;
import io.sillok.node.entity.AsOf;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.CommandResult.Executed;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.entity.EntityUnavailableException;
import io.sillok.persistence.Payload;
import io.sillok.persistence.SnapshotTable.Criteria;
import io.sillok.persistence.SnapshotTable.Snapshot;
import io.sillok.protocol.SillokModule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is still there when entities left memory or nodes were started again, perhaps with new code.
 */
final class RestartTest {

  private static final Criteria ANY = new Criteria(0, Long.MAX_VALUE, Instant.MIN, Instant.MAX);

  @TempDir Path data;

  @Test
  void a_restart_keeps_states_events_and_answers() {
    CommandResult last;
    EntitySnapshot before;
    try (SillokNode node = TestNodes.start(data)) {
      for (int i = 1; i <= 13; i++) {
        execute(node, "a", command(new Deposit(i), "deposit-" + i));
      }
      last = execute(node, "a", command(new PayOut(2), "pay-out"));
      before = state(node, "a").orElseThrow();
      await(store(node).snapshots().latest(account("a").persistenceId(), ANY));
    }
    try (SillokNode node = TestNodes.start(data)) {
      assertThat(state(node, "a")).contains(before);
      assertThat(await(node.entities().state(account("a"), new AsOf.Time(Instant.MAX))))
          .contains(before);
      assertThat(execute(node, "a", command(new PayOut(2), "pay-out")))
          .isEqualTo(repetitionOf(last));
      assertThat(((Executed) execute(node, "a", command(new Deposit(13), "deposit-13"))).events())
          .hasSize(1)
          .first()
          .satisfies(event -> assertThat(event.sequenceNumber()).isEqualTo(13));
      assertThat(((Executed) execute(node, "a", command(new Deposit(1)))).sequenceNumber())
          .isEqualTo(16);
    }
  }

  @Test
  void an_idle_entity_leaves_memory_and_comes_back() {
    NodeConfig config =
        TestNodes.config(data).settings(Map.of("sillok.node.passivate-after", "300 ms"));
    try (SillokNode node = SillokNode.start(config)) {
      CommandResult first = execute(node, "idle", command(new Deposit(5), "x"));
      TestNodes.eventually(() -> !TestNodes.inMemory(node, "idle"));
      assertThat(execute(node, "idle", command(new Deposit(5), "x")))
          .isEqualTo(repetitionOf(first));
      assertThat(balance(node, "idle")).isEqualTo(5);
    }
  }

  @Test
  void a_broken_snapshot_is_dropped_and_the_state_folded_from_the_events() {
    deposit(7);
    replaceSnapshot(bytes -> new byte[] {bytes[0], 1, 2, 3});
    try (SillokNode node = TestNodes.start(data)) {
      assertThat(balance(node, "a")).isEqualTo(7);
      assertThat(state(node, "a").orElseThrow().sequenceNumber()).isEqualTo(7);
    }
  }

  @Test
  void a_snapshot_is_what_recovery_starts_from() {
    deposit(7);
    // The balance is the state's first field, so the last byte but one; 2 * 50 in Avro's zigzag.
    replaceSnapshot(bytes -> {
      byte[] forged = bytes.clone();
      forged[bytes.length - 2] = 100;
      return forged;
    });
    try (SillokNode node = TestNodes.start(data)) {
      assertThat(balance(node, "a")).isEqualTo(50 + 2);
    }
  }

  @Test
  void events_of_an_earlier_release_are_read_and_folded_to_the_state_of_today() {
    deposit(7);
    try (SillokNode node = start(new EvolvedAccountModule())) {
      assertThat(execute(node, "a", command(new EvolvedAccountModule.Command.Deposit(3))))
          .isInstanceOf(Executed.class);
      var state = state(node, "a").orElseThrow().state();
      assertThat(state.get("balance").longValue()).isEqualTo(10);
      assertThat(state.get("deposits").longValue()).isEqualTo(8);
      var events = await(node.entities().events(account("a"), 7, 2)).events();
      assertThat(events.getFirst().data().hasNonNull("note")).isFalse();
      assertThat(events.getLast().data().get("note").textValue()).isEqualTo("noted");
    }
    try (SillokNode node = start(new EvolvedAccountModule())) {
      assertThat(state(node, "a").orElseThrow().state().get("deposits").longValue()).isEqualTo(8);
    }
  }

  @Test
  void events_that_no_module_defines_are_a_clear_error_at_once() {
    deposit(1);
    try (SillokNode node = start(new ForgetfulAccountModule())) {
      assertThatThrownBy(
              () -> execute(node, "a", command(new ForgetfulAccountModule.Command.Take())))
          .isInstanceOfSatisfying(
              EntityUnavailableException.class,
              failure -> assertThat(failure.code()).isEqualTo("module-defect"))
          .hasMessageContaining("account.deposited");
      assertThatThrownBy(() -> await(node.entities().events(account("a"), 1, 10)))
          .hasMessageContaining("account.deposited");
    }
  }

  private void deposit(int times) {
    try (SillokNode node = TestNodes.start(data)) {
      for (int i = 0; i < times; i++) {
        execute(node, "a", command(new Deposit(1)));
      }
      if (times >= 5) {
        TestNodes.eventually(() -> snapshot(node).isPresent());
      }
    }
  }

  private void replaceSnapshot(UnaryOperator<byte[]> change) {
    try (SillokNode node = TestNodes.start(data)) {
      Snapshot saved = snapshot(node).orElseThrow();
      assertThat(saved.sequenceNumber()).isEqualTo(5);
      Payload payload =
          new Payload(
              saved.payload().serializerId(),
              saved.payload().manifest(),
              change.apply(saved.payload().bytes()));
      await(
          store(node)
              .snapshots()
              .save(
                  new Snapshot(
                      saved.persistenceId(),
                      saved.sequenceNumber(),
                      saved.savedAt(),
                      payload,
                      saved.metadata())));
    }
  }

  private static Optional<Snapshot> snapshot(SillokNode node) {
    return await(store(node).snapshots().latest(account("a").persistenceId(), ANY));
  }

  private SillokNode start(SillokModule module) {
    return SillokNode.start(NodeConfig.at(data).port(0).modules(module));
  }
}
