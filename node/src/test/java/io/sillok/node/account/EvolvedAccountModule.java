package io.sillok.node.account;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The accounts of {@link AccountModule}, a release later: an event and the state have grown. */
public final class EvolvedAccountModule implements SillokModule {

  @Override
  public String name() {
    return "bank";
  }

  @Override
  public String version() {
    return "2.0";
  }

  @Override
  public int protocol() {
    return PROTOCOL;
  }

  @Override
  public List<EntityType<?, ?, ?>> entityTypes() {
    return List.of(
        EntityType.of("account", Command.class, Event.class, Account.class, new Rules())
            .snapshotEvery(AccountModule.SNAPSHOT_EVERY)
            .rememberedCommands(AccountModule.REMEMBERED));
  }

  /** What it takes. */
  public sealed interface Command {
    record Deposit(long amount) implements Command {}
  }

  /** What happens. */
  public sealed interface Event {
    record Deposited(long amount, Instant at, Optional<String> note) implements Event {}

    record CoinTaken() implements Event {}
  }

  /** The state, with what version 1 did not count. */
  public record Account(long balance, long changes, long deposits) {}

  private static final class Rules implements Decider<Command, Event, Account> {

    @Override
    public Account initial() {
      return new Account(0, 0, 0);
    }

    @Override
    public Decision<Event> decide(Command command, Account account, Context context) {
      return switch (command) {
        case Command.Deposit(var amount) ->
            accept(new Event.Deposited(amount, context.time(), Optional.of("noted")));
      };
    }

    @Override
    public Account evolve(Account account, Event event) {
      return switch (event) {
        case Event.Deposited(var amount, var at, var note) ->
            new Account(account.balance + amount, account.changes + 1, account.deposits + 1);
        case Event.CoinTaken() ->
            new Account(account.balance - 1, account.changes + 1, account.deposits);
      };
    }
  }
}
