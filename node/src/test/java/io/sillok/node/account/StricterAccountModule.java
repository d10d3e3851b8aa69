package io.sillok.node.account;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import java.time.Instant;
import java.util.List;

/** The accounts of {@link AccountModule} by someone who wants of every deposit what none has. */
public final class StricterAccountModule implements SillokModule {

  @Override
  public String name() {
    return "bank";
  }

  @Override
  public String version() {
    return "4.0";
  }

  @Override
  public int protocol() {
    return PROTOCOL;
  }

  @Override
  public List<EntityType<?, ?, ?>> entityTypes() {
    return List.of(
        EntityType.of("account", Command.class, Event.class, Account.class, new Rules()));
  }

  /** What it takes. */
  public sealed interface Command {
    record Deposit(long amount) implements Command {}
  }

  /** What happens. */
  public sealed interface Event {
    record Deposited(long amount, Instant at, String branch) implements Event {}
  }

  /** The state. */
  public record Account(long balance) {}

  private static final class Rules implements Decider<Command, Event, Account> {

    @Override
    public Account initial() {
      return new Account(0);
    }

    @Override
    public Decision<Event> decide(Command command, Account account, Context context) {
      return switch (command) {
        case Command.Deposit(var amount) ->
            accept(new Event.Deposited(amount, context.time(), "main"));
      };
    }

    @Override
    public Account evolve(Account account, Event event) {
      return switch (event) {
        case Event.Deposited(var amount, var at, var branch) ->
            new Account(account.balance + amount);
      };
    }
  }
}
