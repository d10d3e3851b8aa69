package io.sillok.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntityModelTest {

  sealed interface Command {
    record SwitchOn(int level) implements Command {}

    record SwitchOff() implements Command {}
  }

  sealed interface Event {
    record SwitchedOn(int level) implements Event {}

    record SwitchedOff() implements Event {}
  }

  record Lamp(int level) {}

  record Rules(Supplier<@Nullable Lamp> first) implements Decider<Command, Event, Lamp> {
    @Override
    @SuppressWarnings("NullAway") // what a careless module does
    public Lamp initial() {
      return first.get();
    }

    @Override
    public Decision<Event> decide(Command command, Lamp lamp, Context context) {
      return accept(new Event.SwitchedOff());
    }

    @Override
    public Lamp evolve(Lamp lamp, Event event) {
      return lamp;
    }
  }

  record Shop(String name, int protocol, List<EntityType<?, ?, ?>> entityTypes)
      implements SillokModule {
    @Override
    public String version() {
      return "1";
    }
  }

  @Test
  void an_error_that_initial_throws_is_told_like_an_exception() {
    assertThatThrownBy(() ->
            EntityModel.of(
                lamp(
                    "lamp",
                    () -> {
                      throw new AssertionError("no lamp");
                    })))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining("initial() throws java.lang.AssertionError: no lamp");
  }

  @Test
  void a_model_knows_everything_by_name() {
    var model = EntityModel.of(lamp("lamp", () -> new Lamp(0)));
    assertThat(model.commands().keySet()).containsExactly("switch-on", "switch-off");
    assertThat(model.events().keySet()).containsExactly("switched-on", "switched-off");
    assertThat(model.nameOf(new Command.SwitchOn(1))).isEqualTo("switch-on");
    var event = model.eventOf(new Event.SwitchedOn(1));
    assertThat(event.stream()).isEqualTo("lamp.switched-on");
    assertThat((Object) event.avro().decode(event.encode(new Event.SwitchedOn(1))))
        .isEqualTo(new Event.SwitchedOn(1));
    assertThat(Objects.requireNonNull(model.events().get("switched-on"))).isEqualTo(event);
    assertThatThrownBy(() -> model.eventOf("x"))
        .isInstanceOf(CodecException.class)
        .hasMessage("String is no event of entity type lamp");
    assertThatThrownBy(() -> model.nameOf("x"))
        .isInstanceOf(CodecException.class)
        .hasMessage("String is no command of entity type lamp");
  }

  @Test
  void a_name_that_is_not_kebab_case_is_refused() {
    for (String name : List.of("", "Lamp", "desk_lamp", "lamp-", "-lamp", "lämp", "a|b")) {
      refused(() -> EntityModel.of(lamp(name, () -> new Lamp(0))), "'" + name + "'");
    }
  }

  @Test
  void an_initial_state_must_be_one() {
    refused(
        () -> EntityModel.of(lamp("lamp", () -> null)),
        "EntityModelTest.Rules.initial() returns null; return the state before the first event");
    refused(
        () ->
            EntityModel.of(
                lamp(
                    "lamp",
                    () -> {
                      throw new IllegalStateException("dark");
                    })),
        "EntityModelTest.Rules.initial() throws java.lang.IllegalStateException: dark; return");
  }

  @Test
  void a_module_holds_its_entity_types() {
    ModuleModel model =
        ModuleModel.of(
            new Shop("shop", SillokModule.PROTOCOL, List.of(lamp("lamp", () -> new Lamp(0)))));
    assertThat(model.name()).isEqualTo("shop");
    assertThat(model.version()).isEqualTo("1");
    assertThat(model.entityTypes().keySet()).containsExactly("lamp");
  }

  @Test
  void a_module_that_cannot_be_taken_says_why() {
    EntityType<?, ?, ?> lamp = lamp("lamp", () -> new Lamp(0));
    refused(
        () -> ModuleModel.of(new Shop("shop", 7, List.of())),
        "EntityModelTest.Shop.protocol() is 7, but this node speaks 1; rebuild the module");
    refused(
        () -> ModuleModel.of(new Shop("My Shop", 1, List.of())),
        "EntityModelTest.Shop.name() is 'My Shop', which is not kebab case; name it like");
    refused(
        () -> ModuleModel.of(new Shop("shop", 1, List.of(lamp, lamp))),
        "EntityModelTest.Shop.entityTypes() has two entity types named 'lamp'; rename one");
  }

  private static EntityType<Command, Event, Lamp> lamp(
      String name, Supplier<@Nullable Lamp> first) {
    return EntityType.of(name, Command.class, Event.class, Lamp.class, new Rules(first));
  }

  private static void refused(Runnable loading, String message) {
    assertThatThrownBy(loading::run)
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }
}
