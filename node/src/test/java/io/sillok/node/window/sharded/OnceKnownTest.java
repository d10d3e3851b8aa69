package io.sillok.node.window.sharded;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class OnceKnownTest {

  private record Say(String what) {}

  private static final Say STOP = new Say("stop");

  private final ActorTestKit testKit =
      ActorTestKit.create(
          "known",
          ConfigFactory.parseString("pekko.loglevel = WARNING, pekko.actor.provider = local")
              .withFallback(ConfigFactory.load()));

  @AfterAll
  void stop() {
    testKit.shutdownTestKit();
  }

  @Test
  void what_came_before_it_was_known_is_not_lost() {
    Fixture it = new Fixture();
    it.actor.tell(new Say("one"));
    it.actor.tell(new Say("two"));
    it.heard.expectNoMessage(Duration.ofMillis(100));

    it.known.set("orders");
    it.looked.complete(null);

    it.heard.expectMessage("orders: one");
    it.heard.expectMessage("orders: two");
    it.actor.tell(new Say("three"));
    it.heard.expectMessage("orders: three");
  }

  @Test
  void what_is_known_begins_without_a_look() {
    Fixture it = new Fixture("orders");

    it.actor.tell(new Say("one"));

    it.heard.expectMessage("orders: one");
    assertThat(it.looks).hasValue(0);
  }

  @Test
  void what_nobody_knows_ends() {
    Fixture it = new Fixture();
    it.actor.tell(new Say("one"));

    it.looked.complete(null);

    it.heard.expectTerminated(it.actor);
  }

  @Test
  void a_look_that_fails_ends_it_too() {
    Fixture it = new Fixture();

    it.looked.completeExceptionally(new IllegalStateException("The store is away"));

    it.heard.expectTerminated(it.actor);
  }

  @Test
  void it_may_be_stopped_meanwhile() {
    Fixture it = new Fixture();
    it.actor.tell(new Say("one"));

    it.actor.tell(new Say("stop"));

    it.heard.expectTerminated(it.actor);
  }

  private final class Fixture {

    private final AtomicReference<String> known = new AtomicReference<>();
    private final CompletableFuture<Void> looked = new CompletableFuture<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final TestProbe<String> heard = testKit.createTestProbe();
    private final ActorRef<Say> actor;

    private Fixture(String... known) {
      if (known.length > 0) {
        this.known.set(known[0]);
      }
      actor =
          testKit.spawn(
              new OnceKnown<Say, String>(
                      () -> Optional.ofNullable(this.known.get()),
                      () -> {
                        looks.incrementAndGet();
                        return looked;
                      },
                      new Say("looked"),
                      STOP)
                  .begin(this::echo));
    }

    private Behavior<Say> echo(String name) {
      return Behaviors.receiveMessage(message -> {
        heard.ref().tell(name + ": " + message.what());
        return Behaviors.same();
      });
    }
  }
}
