package io.sillok.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.SillokClient;
import io.sillok.client.entity.CommandOptions;
import io.sillok.client.entity.CommandResult;
import io.sillok.client.entity.Entity;
import io.sillok.client.entity.EntityEvent;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.failure.RejectedException;
import io.sillok.client.failure.WrongSequenceNumberException;
import io.sillok.examples.storefront.cart.Cart;
import io.sillok.examples.storefront.cart.CartCommand.AddItem;
import io.sillok.examples.storefront.cart.CartCommand.ChangeQuantity;
import io.sillok.examples.storefront.cart.CartEvent.ItemAdded;
import io.sillok.node.process.NodeLaunch;
import io.sillok.node.process.NodeProcess;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Commands, state and events of entities by the client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientCommandsIT {

  private static final long SEED = 20_260_201;
  private static final int WRITERS = 6;
  private static final int COMMANDS = 150;

  @TempDir private static Path data;
  private NodeProcess node;
  private SillokClient client;

  @BeforeAll
  void start() {
    node = NodeLaunch.on(data).start();
    client = SillokClient.connect(URI.create(node.url()));
  }

  @AfterAll
  void stop() {
    client.close();
    node.close();
  }

  @Test
  void records_of_a_module_go_and_come() {
    Entity cart = client.entity("cart", "records");
    CommandResult added =
        cart.execute("add-item", new AddItem("p-1", 2, Optional.of(new BigDecimal("4.50"))));
    assertThat(added.sequenceNumber()).isOne();
    assertThat(added.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.stream()).isEqualTo("cart.item-added");
          assertThat(event.as(ItemAdded.class))
              .isEqualTo(new ItemAdded("p-1", 2, Optional.of(new BigDecimal("4.50"))));
        });
    cart.execute("add-item", new AddItem("p-2", 1, Optional.empty()));
    Cart state = cart.state().orElseThrow().as(Cart.class);
    assertThat(state.lines()).extracting(Cart.Line::productId).containsExactly("p-1", "p-2");
    assertThat(state.total()).isEmpty();
  }

  @Test
  void a_reply_is_what_the_rules_gave() {
    Entity cart = client.entity("cart", "reply");
    CommandResult added =
        cart.execute("add-item", Map.of("productId", "p-1", "quantity", 3, "unitPrice", "0.10"));
    assertThat(added.reply().isNull()).isTrue();
    CommandResult bought = cart.execute("check-out");
    assertThat(bought.reply().as(BigDecimal.class)).isEqualByComparingTo("0.30");
  }

  @Test
  void what_the_rules_refuse_is_a_rejection_and_what_is_no_command_names_the_field() {
    Entity cart = client.entity("cart", "refused");
    assertThatThrownBy(() -> cart.execute("check-out"))
        .isInstanceOfSatisfying(
            RejectedException.class,
            rejected -> assertThat(rejected.code()).isEqualTo("cart-empty"));
    assertThatThrownBy(() -> cart.execute("add-item", Map.of("productId", "p-1", "quantity", "x")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem).isNotInstanceOf(RejectedException.class);
              assertThat(problem.code()).isEqualTo("invalid-command");
              assertThat(problem.errors())
                  .singleElement()
                  .satisfies(error -> assertThat(error.pointer()).isEqualTo("/quantity"));
            });
    assertThat(cart.state()).isEmpty();
    assertThat(cart.events()).isEmpty();
  }

  @Test
  void a_command_that_expects_another_sequence_number_is_told_the_right_one() {
    Entity cart = client.entity("cart", "expecting");
    AddItem item = new AddItem("p-1", 1, Optional.empty());
    cart.execute("add-item", item, CommandOptions.expecting(0));
    cart.execute("add-item", item, CommandOptions.expecting(1));
    assertThatThrownBy(() -> cart.execute("add-item", item, CommandOptions.expecting(1)))
        .isInstanceOfSatisfying(
            WrongSequenceNumberException.class,
            wrong -> {
              assertThat(wrong.expected()).isEqualTo(1);
              assertThat(wrong.actual()).isEqualTo(2);
            });
  }

  @Test
  void a_command_with_a_key_takes_effect_once() {
    Entity cart = client.entity("cart", "once");
    AddItem item = new AddItem("p-1", 1, Optional.empty());
    CommandOptions once = CommandOptions.once("order \"7\" \\ 1");
    CommandResult first = cart.execute("add-item", item, once);
    assertThat(cart.execute("add-item", item, once)).isEqualTo(first);
    assertThatThrownBy(() -> cart.execute("check-out", Map.of(), once))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("idempotency-key-reused"));
  }

  @Test
  void state_is_read_as_it_was() {
    Entity cart = client.entity("cart", "history");
    Instant before = Instant.now().minus(Duration.ofDays(1));
    cart.execute("add-item", new AddItem("p-1", 1, Optional.empty()));
    cart.execute("change-quantity", new ChangeQuantity("p-1", 5));
    assertThat(cart.stateAt(1).orElseThrow().as(Cart.class).lines().getFirst().quantity()).isOne();
    assertThat(cart.stateAt(Instant.now().plusSeconds(60)).orElseThrow().sequenceNumber())
        .isEqualTo(2);
    assertThat(cart.stateAt(before)).isEmpty();
    assertThatThrownBy(() -> cart.stateAt(3))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("sequence-number-not-reached"));
  }

  @Test
  void ids_and_events_are_read_across_pages_and_hold_any_character() {
    for (int number = 0; number < 1_005; number++) {
      client.entity("cart", "many").execute("add-item", Map.of("productId", "p", "quantity", 1));
    }
    List<EntityEvent> events = client.entity("cart", "many").events(3).toList();
    assertThat(events).hasSize(1_003);
    assertThat(events).extracting(EntityEvent::sequenceNumber).isSorted().startsWith(3L);
    String odd = "a b/c?d=%+é𝄞";
    client.entity("cart", odd).execute("add-item", Map.of("productId", "p", "quantity", 1));
    assertThat(client.entity("cart", odd).state().orElseThrow().id()).isEqualTo(odd);
    assertThat(client.entityIds("cart")).contains("many", odd);
  }

  @Test
  void over_connections_that_break_every_command_takes_effect_once_and_is_answered()
      throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(node.url(), SEED);
        SillokClient brave =
            SillokClient.builder()
                .nodes(proxy.address())
                .backoff(Duration.ofMillis(1), Duration.ofMillis(20))
                .connect();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      proxy.cutWithin(4_000);
      List<Future<List<EntityEvent>>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        Entity cart = brave.entity("cart", "cut-" + writer);
        writers.add(threads.submit(() -> write(cart)));
      }
      for (int writer = 0; writer < WRITERS; writer++) {
        assertSame(writers.get(writer).get(), node.events("cart/cut-" + writer));
      }
      assertThat(proxy.cuts()).as("cut connections").isGreaterThan(WRITERS * COMMANDS / 20);
    }
  }

  private static List<EntityEvent> write(Entity cart) {
    List<EntityEvent> answered = new ArrayList<>();
    for (int number = 0; number < COMMANDS; number++) {
      CommandResult result =
          cart.execute("add-item", new AddItem("p-" + number, 1 + number, Optional.empty()));
      answered.addAll(result.events());
    }
    return answered;
  }

  private static void assertSame(List<EntityEvent> answered, List<JsonNode> stored)
      throws IOException {
    assertThat(answered).hasSize(COMMANDS).hasSameSizeAs(stored);
    for (int index = 0; index < stored.size(); index++) {
      EntityEvent event = answered.get(index);
      assertThat(event.sequenceNumber()).isEqualTo(index + 1);
      assertThat(stored.get(index).path("sequenceNumber").asLong()).isEqualTo(index + 1);
      assertThat(event.data().json().toString())
          .isEqualTo(stored.get(index).path("data").toString());
      assertThat(event.as(ItemAdded.class).quantity()).isEqualTo(1 + index);
    }
  }
}
