package io.sillok.node.gateway;

import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A small entity type: entries are appended until the annal is sealed. */
final class Annal implements Decider<Annal.Command, Annal.Event, Annal.State> {

  static final EntityType<Command, Event, State> TYPE =
      EntityType.of("annal", Command.class, Event.class, State.class, new Annal());

  @Override
  public State initial() {
    return new State(List.of(), false);
  }

  @Override
  public Decision<Event> decide(Command command, State state, Context context) {
    return switch (command) {
      case Append append when state.sealed() ->
          reject("annal-sealed", "The annal is sealed; %s was not appended".formatted(append.text));
      case Append(String text, int pages, Optional<BigDecimal> price) when text.equals("burn") ->
          throw new IllegalStateException("secret-of-the-decider");
      case Append(String text, int pages, Optional<BigDecimal> price) ->
          accept(new Appended(text, pages, price)).reply(new Receipt(pages));
      case Seal() -> accept(new Sealed());
    };
  }

  @Override
  public State evolve(State state, Event event) {
    return switch (event) {
      case Appended(String text, int pages, Optional<BigDecimal> price) -> {
        var texts = new ArrayList<>(state.texts());
        texts.add(text);
        yield new State(List.copyOf(texts), state.sealed());
      }
      case Sealed() -> new State(state.texts(), true);
    };
  }

  /** What an annal can be asked. */
  sealed interface Command {}

  record Append(String text, int pages, Optional<BigDecimal> price) implements Command {}

  record Seal() implements Command {}

  /** What happens to an annal. */
  sealed interface Event {}

  record Appended(String text, int pages, Optional<BigDecimal> price) implements Event {}

  record Sealed() implements Event {}

  record State(List<String> texts, boolean sealed) {}

  record Receipt(int pages) {}
}
