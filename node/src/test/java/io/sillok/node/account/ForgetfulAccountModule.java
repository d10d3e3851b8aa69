package io.sillok.node.account;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import java.util.List;

/** The accounts of {@link AccountModule} by someone who forgot that deposits were recorded. */
public final class ForgetfulAccountModule implements SillokModule {

  @Override
  public String name() {
    return "bank";
  }

  @Override
  public String version() {
    return "3.0";
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
    record Take() implements Command {}
  }

  /** What happens. */
  public sealed interface Event {
    record CoinTaken() implements Event {}
  }

  /** The state. */
  public record Account(long coins) {}

  private static final class Rules implements Decider<Command, Event, Account> {

    @Override
    public Account initial() {
      return new Account(0);
    }

    @Override
    public Decision<Event> decide(Command command, Account account, Context context) {
      return switch (command) {
        case Command.Take() -> accept(new Event.CoinTaken());
      };
    }

    @Override
    public Account evolve(Account account, Event event) {
      return switch (event) {
        case Event.CoinTaken() -> new Account(account.coins + 1);
      };
    }
  }
}
