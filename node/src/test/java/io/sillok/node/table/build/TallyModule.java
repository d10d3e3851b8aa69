package io.sillok.node.table.build;

import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.LoadedModule;
import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.schema.ModuleModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tallies, whose state is a map that now has an order of its own and now has none. */
public final class TallyModule implements SillokModule {

  static EntityModels models() {
    ModuleModel module = ModuleModel.of(new TallyModule());
    return new EntityModels(
        List.of(
            new LoadedModule(
                module.name(), module.version(), List.copyOf(module.entityTypes().values()))));
  }

  @Override
  public String name() {
    return "tallies";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public int protocol() {
    return PROTOCOL;
  }

  @Override
  public List<EntityType<?, ?, ?>> entityTypes() {
    return List.of(EntityType.of("tally", Command.class, Event.class, Tally.class, new Rules()));
  }

  /** What a tally takes. */
  public sealed interface Command {
    record Count(String what) implements Command {}
  }

  /** What happens to a tally. */
  public sealed interface Event {
    record Counted(String what, int times) implements Event {}
  }

  /** How often each thing was counted. */
  public record Tally(Map<String, Integer> counts) {}

  static final class Rules implements Decider<Command, Event, Tally> {

    @Override
    public Tally initial() {
      return new Tally(Map.of());
    }

    @Override
    public Decision<Event> decide(Command command, Tally tally, Context context) {
      return switch (command) {
        case Command.Count(String what) -> accept(new Event.Counted(what, 1));
      };
    }

    @Override
    public Tally evolve(Tally tally, Event event) {
      return switch (event) {
        case Event.Counted(String what, int times) -> {
          Map<String, Integer> counts = new LinkedHashMap<>(tally.counts());
          counts.merge(what, times, Integer::sum);
          yield new Tally(times % 2 == 0 ? counts : Map.copyOf(counts));
        }
      };
    }
  }
}
