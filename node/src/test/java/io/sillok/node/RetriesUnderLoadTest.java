package io.sillok.node;

import static io.sillok.node.TestNodes.account;
import static io.sillok.node.TestNodes.await;
import static io.sillok.node.TestNodes.command;
import static io.sillok.node.TestNodes.repetitionOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.account.AccountCommand;
import io.sillok.node.account.AccountCommand.Deposit;
import io.sillok.node.account.AccountCommand.PayOut;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.CommandResult.Executed;
import io.sillok.node.entity.EventView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Impatient clients, each with accounts of its own, send every command up to three times. */
final class RetriesUnderLoadTest {

  private static final int CLIENTS = 16;
  private static final int COMMANDS = 150;

  @TempDir Path data;

  @Test
  void every_command_takes_effect_once_however_often_it_is_sent() throws Exception {
    List<Tally> tallies = new ArrayList<>();
    try (SillokNode node = TestNodes.start(data);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Tally>> running = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        String id = "client-" + client;
        Random random = new Random(client);
        running.add(clients.submit(() -> run(node, id, random)));
      }
      for (Future<Tally> client : running) {
        tallies.add(client.get());
      }
      tallies.forEach(tally -> check(node, tally));
    }
    try (SillokNode node = TestNodes.start(data)) {
      tallies.forEach(tally -> check(node, tally));
    }
    assertThat(tallies.stream().mapToLong(Tally::executed).sum())
        .isGreaterThan(CLIENTS * COMMANDS / 2);
    assertThat(tallies.stream().mapToLong(Tally::retried).sum())
        .isGreaterThan(CLIENTS * COMMANDS / 2);
  }

  private static Tally run(SillokNode node, String id, Random random) {
    Tally tally = new Tally(id, 0, 0, 0, 0);
    for (int i = 0; i < COMMANDS; i++) {
      AccountCommand next =
          random.nextInt(3) == 0
              ? new PayOut(1 + random.nextInt(8))
              : new Deposit(random.nextInt(9));
      int sendings = 1 + random.nextInt(3);
      List<CompletionStage<CommandResult>> answers = new ArrayList<>();
      for (int sending = 0; sending < sendings; sending++) {
        answers.add(node.entities().execute(account(id), command(next, "command-" + i)));
      }
      CommandResult first = await(answers.getFirst());
      answers.forEach(answer -> assertThat(repeated(await(answer))).isEqualTo(repeated(first)));
      tally = tally.after(next, first, sendings);
    }
    return tally;
  }

  /** Any of the sendings may be the one that takes effect. */
  private static CommandResult repeated(CommandResult answer) {
    return answer instanceof Executed ? repetitionOf(answer) : answer;
  }

  private static void check(SillokNode node, Tally tally) {
    if (tally.events() > 0) {
      assertThat(TestNodes.balance(node, tally.id())).isEqualTo(tally.balance());
    }
    List<EventView> events = await(node.entities().events(account(tally.id()), 1, 10_000)).events();
    assertThat(events).hasSize(Math.toIntExact(tally.events()));
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).sequenceNumber()).isEqualTo(i + 1L);
    }
  }

  /** What the client knows of its account. */
  private record Tally(String id, long balance, long events, long executed, long retried) {

    Tally after(AccountCommand command, CommandResult result, int sendings) {
      if (!(result instanceof Executed done)) {
        return new Tally(id, balance, events, executed, retried + sendings - 1);
      }
      long change =
          switch (command) {
            case Deposit(var amount) -> amount;
            case PayOut(var amount) -> -amount;
            default -> 0;
          };
      long recorded = events + done.events().size();
      assertThat(done.sequenceNumber()).isEqualTo(recorded);
      return new Tally(id, balance + change, recorded, executed + 1, retried + sendings - 1);
    }
  }
}
