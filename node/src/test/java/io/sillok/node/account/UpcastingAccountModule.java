package io.sillok.node.account;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.design.Compatibility;
import io.sillok.protocol.design.Evolves;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import java.time.Instant;
import java.util.List;

/** The accounts with deposits that say their currency, which the first version did not. */
public final class UpcastingAccountModule implements SillokModule {

  private final boolean upcasts;

  /**
   * @param upcasts whether it has an upcaster for the first version
   */
  public UpcastingAccountModule(boolean upcasts) {
    this.upcasts = upcasts;
  }

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
    EntityType<Command, Event, Sum> type =
        EntityType.of("account", Command.class, Event.class, Sum.class, new Rules());
    return List.of(
        upcasts
            ? type.upcasting(
                FirstDeposited.class,
                Event.Deposited.class,
                first -> new Event.Deposited(first.amount() * 100, "EUR", first.at()))
            : type);
  }

  /** What version 1 recorded, in whole euros. */
  public record FirstDeposited(long amount, Instant at) {}

  /** What it takes. */
  public sealed interface Command {
    record Deposit(long cents) implements Command {}
  }

  /** What happens. */
  public sealed interface Event {
    @Evolves(Compatibility.BACKWARD)
    record Deposited(long cents, String currency, Instant at) implements Event {}
  }

  /** The state. */
  public record Sum(long cents) {}

  private static final class Rules implements Decider<Command, Event, Sum> {

    @Override
    public Sum initial() {
      return new Sum(0);
    }

    @Override
    public Decision<Event> decide(Command command, Sum sum, Context context) {
      return switch (command) {
        case Command.Deposit(var cents) ->
            accept(new Event.Deposited(cents, "EUR", context.time()));
      };
    }

    @Override
    public Sum evolve(Sum sum, Event event) {
      return switch (event) {
        case Event.Deposited(var cents, var currency, var at) -> new Sum(sum.cents + cents);
      };
    }
  }
}
