package io.sillok.node.entity.sharded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import io.sillok.node.account.Account;
import io.sillok.node.account.AccountCommand.Deposit;
import io.sillok.node.account.AccountEvent.Deposited;
import io.sillok.node.account.AccountModule;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.entity.EventView;
import io.sillok.node.entity.LoadedModule;
import io.sillok.node.entity.journaled.CommandEnd;
import io.sillok.node.entity.journaled.EntityState;
import io.sillok.node.entity.journaled.Order;
import io.sillok.node.entity.journaled.Recorded;
import io.sillok.node.entity.journaled.RememberedCommands;
import io.sillok.node.entity.journaled.RememberedCommands.Remembered;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.ModuleModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.SerializationExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is journaled or sent to another node comes back as it was. */
final class EntitySerializerTest {

  private static final Instant TIME = Instant.parse("1969-12-31T23:59:59.123456Z");
  private static final ObjectNode JSON =
      JsonNodeFactory.instance.objectNode().put("a", 1).put("b", "ü");

  private static final Path KEPT = Path.of("src/test/resources/protocol/entity-messages.txt");
  private static final Path NOW = Path.of("target/entity-messages.txt");

  @TempDir static Path data;
  private static ActorSystem<Void> system;
  private static EntitySerializer serializer;

  @BeforeAll
  static void start() {
    ModuleModel module = ModuleModel.of(new AccountModule());
    EntityModels models =
        new EntityModels(
            List.of(
                new LoadedModule(
                    module.name(), module.version(), List.copyOf(module.entityTypes().values()))));
    var config =
        ConfigFactory.parseMap(Map.of("sillok.persistence.rocksdb.directory", data.toString()))
            .withFallback(ConfigFactory.load());
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "serializer",
            ActorSystemSetup.create(
                BootstrapSetup.create(config),
                new EntitiesSetup(models, any -> SillokPersistence.get(any).store())));
    serializer = new EntitySerializer((ExtendedActorSystem) Adapter.toClassic(system));
  }

  @AfterAll
  static void stop() {
    ActorTestKit.shutdown(system);
  }

  @Test
  void an_event_comes_back_with_its_time_and_the_end_of_its_command() {
    CommandEnd end = new CommandEnd("k", -5, 3, new byte[] {'4', '2'});
    Recorded recorded = recorded(end);
    Recorded read = (Recorded) roundTrip(recorded);
    assertThat(read).usingRecursiveComparison().ignoringFields("stateAfter").isEqualTo(recorded);
    assertThat(serializer.manifest(recorded)).isEqualTo("account.deposited");
    assertThat(roundTrip(recorded(null)))
        .usingRecursiveComparison()
        .ignoringFields("stateAfter")
        .isEqualTo(recorded(null));
  }

  @Test
  void a_state_comes_back_with_the_commands_it_remembers() {
    RememberedCommands commands =
        RememberedCommands.of(List.of(new Remembered("a", 1, 1, 2), new Remembered("b", -1, 3, 3)));
    EntityState state = new EntityState("account", new Account(5, 3), 3, TIME, commands);
    EntityState read = (EntityState) roundTrip(state);
    assertThat(read.commands().asList()).isEqualTo(commands.asList());
    assertThat(read).usingRecursiveComparison().ignoringFields("commands").isEqualTo(state);
  }

  static Stream<EntityAnswer> answers() {
    EventView event = new EventView(1, "deposited", "account.deposited", TIME, JSON);
    return Stream.concat(
        Stream.of(
            new EntityAnswer.Alive(),
            new EntityAnswer.Advanced(true),
            new EntityAnswer.Advanced(false),
            new EntityAnswer.Unavailable("timeout", "why"),
            new EntityAnswer.StateIs(Optional.empty()),
            new EntityAnswer.StateIs(
                Optional.of(
                    new EntitySnapshot(new EntityAddress("account", "ä|b"), 3, TIME, JSON)))),
        Stream.of(
                new CommandResult.Executed(JSON, List.of(event, event), 2, false),
                new CommandResult.Executed(JSON, List.of(event), 1, true),
                new CommandResult.Rejected("poor", "no money", 7),
                new CommandResult.WrongSequenceNumber(1, 2),
                new CommandResult.CommandIdReused("k"),
                new CommandResult.Defective("broken"))
            .map(EntityAnswer.Done::new));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void an_answer_comes_back(EntityAnswer answer) {
    assertThat(roundTrip(answer)).isEqualTo(answer);
  }

  @Test
  void a_message_comes_back_with_its_caller() {
    ActorRef<EntityAnswer> caller =
        system.systemActorOf(Behaviors.<EntityAnswer>empty(), "caller", Props.empty());
    for (EntityMessage message :
        List.of(
            new EntityMessage.Execute(
                new Order("account", new Deposit(3), "k", 77, Order.ANYWHERE, TIME), caller),
            new EntityMessage.Execute(
                new Order("account", new Deposit(3), null, 0, 12, TIME), caller),
            new EntityMessage.GetState(caller),
            new EntityMessage.Probe(caller),
            new EntityMessage.Advance("account", TIME, caller),
            new EntityMessage.Stop())) {
      assertThat(roundTrip(message)).isEqualTo(message);
    }
  }

  /** During an upgrade old nodes and new ones talk. */
  @Test
  void messages_are_in_the_bytes_that_nodes_of_the_release_before_read_and_write()
      throws IOException {
    ActorRef<EntityAnswer> caller =
        ActorRefResolver.get(system).resolveActorRef("pekko://sillok@10.0.0.1:25520/user/asks#1");
    List<Object> messages =
        Stream.concat(
                answers(),
                Stream.of(
                    new EntityMessage.Execute(
                        new Order("account", new Deposit(3), "k", 77, Order.ANYWHERE, TIME),
                        caller),
                    new EntityMessage.Execute(
                        new Order("account", new Deposit(3), null, 0, 12, TIME), caller),
                    new EntityMessage.GetState(caller),
                    new EntityMessage.Probe(caller),
                    new EntityMessage.Advance("account", TIME, caller),
                    new EntityMessage.Stop()))
            .toList();
    List<String> now =
        messages.stream()
            .map(message ->
                serializer.manifest(message)
                    + " "
                    + HexFormat.of().formatHex(serializer.toBinary(message)))
            .toList();
    Files.write(NOW, now);
    List<String> kept = Files.readAllLines(KEPT);

    assertThat(now)
        .as(
            "If that is meant, give Agreement.PROTOCOL the next number; then copy node/%s to node/%s",
            NOW, KEPT)
        .isEqualTo(kept);
    assertThat(kept.stream().map(EntitySerializerTest::read)).isEqualTo(messages);
  }

  private static Object read(String line) {
    String[] parts = line.split(" ", -1);
    return serializer.fromBinary(HexFormat.of().parseHex(parts[1]), parts[0]);
  }

  @Test
  void a_command_of_another_version_can_be_answered_and_goes_on_as_it_came() {
    ActorRef<EntityAnswer> caller =
        system.systemActorOf(Behaviors.<EntityAnswer>empty(), "caller-of-newer", Props.empty());
    Order order = new Order("account", new Deposit(3), "k", 77, Order.ANYWHERE, TIME);
    byte[] sent = serializer.toBinary(new EntityMessage.Execute(order, caller));
    byte[] newer =
        new String(sent, StandardCharsets.ISO_8859_1)
            .replace("deposit", "donated")
            .getBytes(StandardCharsets.ISO_8859_1);

    EntityMessage.Unread unread = (EntityMessage.Unread) serializer.fromBinary(newer, "execute");

    assertThat(unread.reason()).contains("command donated of account");
    assertThat(unread.replyTo()).isEqualTo(caller);
    assertThat(serializer.manifest(unread)).isEqualTo("execute");
    assertThat(serializer.toBinary(unread)).isEqualTo(newer);
  }

  @Test
  void bytes_that_end_anywhere_are_refused() {
    byte[] bytes = serializer.toBinary(recorded(new CommandEnd("k", 1, 1, new byte[0])));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> serializer.fromBinary(cut, "account.deposited"))
          .isInstanceOf(CodecException.class);
    }
  }

  @Test
  void an_unknown_schema_is_named() {
    byte[] bytes = serializer.toBinary(recorded(null));
    bytes[2] ^= 1;
    assertThatThrownBy(() -> serializer.fromBinary(bytes, "account.deposited"))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("schema");
  }

  @Test
  void pekko_finds_the_serializer_for_everything_that_is_journaled_or_sent() throws Exception {
    var serialization = SerializationExtension.get(system);
    for (Class<?> type :
        List.of(
            Recorded.class,
            EntityState.class,
            EntityMessage.Execute.class,
            EntityMessage.Stop.class,
            EntityAnswer.Done.class)) {
      assertThat(serialization.serializerFor(type).identifier())
          .isEqualTo(EntitySerializer.IDENTIFIER);
    }
  }

  private static Recorded recorded(@Nullable CommandEnd end) {
    Deposited event = new Deposited(12, TIME);
    var codec = EntityRuntime.get(system).models().event("account.deposited").orElseThrow();
    return new Recorded(
        codec.stream(), codec.avro().fingerprint(), codec.encode(event), event, TIME, end, null);
  }

  private static Object roundTrip(Object value) {
    return serializer.fromBinary(serializer.toBinary(value), serializer.manifest(value));
  }
}
