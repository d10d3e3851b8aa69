package io.sillok.node.stream.append;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sillok.node.cluster.NodeMessage;
import io.sillok.node.stream.append.AppendCourier.Delivered;
import io.sillok.node.stream.append.AppendCourier.Delivery;
import io.sillok.node.stream.append.AppendCourier.Portion;
import io.sillok.node.stream.append.AppenderAnswer.Place;
import io.sillok.node.stream.append.AppenderMessage.EncodedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AppendCourierTest {

  private static final List<AppenderAnswer> ANSWERS =
      List.of(
          new AppenderAnswer.Stand(List.of(new Place(7, false), new Place(3, true))),
          new AppenderAnswer.Reused(List.of(0)),
          new AppenderAnswer.Unavailable("timeout", "The partition did not answer in time"));

  private static final List<Portion> PORTIONS =
      List.of(
          new Portion(3, List.of(event(1), event(2)), AppenderMessage.Append.RECENT),
          new Portion(11, List.of(event(3)), 17),
          new Portion(4, List.of(event(4)), 0));

  private final ActorTestKit testKit =
      ActorTestKit.create(
          "courier",
          ConfigFactory.parseString(
                  """
                  pekko.loglevel = WARNING
                  pekko.actor.provider = local
                  pekko.coordinated-shutdown.terminate-actor-system = off
                  pekko.coordinated-shutdown.run-by-actor-system-terminate = off
                  """)
              .withFallback(ConfigFactory.load()));

  private final Map<Portion, CompletableFuture<AppenderAnswer>> appends = new ConcurrentHashMap<>();
  private final TestProbe<Delivered> asker = testKit.createTestProbe();
  private @Nullable ActorRef<Delivery> courier;

  @AfterEach
  void stop() {
    testKit.shutdownTestKit();
  }

  private void given_a_courier() {
    AppendCourier.start(
        testKit.system(),
        (stream, portion) -> {
          assertThat(stream).isEqualTo("page-viewed");
          return appends.computeIfAbsent(portion, any -> new CompletableFuture<>());
        });
    courier = AppendCourier.at(testKit.system(), new Address("pekko", "courier"));
  }

  private void when_portions_come() {
    requireNonNull(courier).tell(new Delivery("page-viewed", PORTIONS, asker.ref()));
  }

  @Test
  void the_answers_go_together_in_the_order_of_the_portions() {
    given_a_courier();
    when_portions_come();
    asker.expectNoMessage(Duration.ofMillis(100));

    answer(2);
    answer(0);
    asker.expectNoMessage(Duration.ofMillis(100));
    answer(1);

    asker.expectMessage(new Delivered(ANSWERS));
  }

  @Test
  void a_partition_that_is_slow_holds_up_no_other_request() {
    given_a_courier();
    when_portions_come();
    Portion other = new Portion(5, List.of(event(9)), 0);
    requireNonNull(courier).tell(new Delivery("page-viewed", List.of(other), asker.ref()));

    appends.computeIfAbsent(other, any -> new CompletableFuture<>()).complete(ANSWERS.getFirst());

    asker.expectMessage(new Delivered(List.of(ANSWERS.getFirst())));
  }

  @Test
  void a_node_that_stops_takes_nothing_and_says_so() {
    given_a_courier();
    CoordinatedShutdown.get(testKit.system())
        .runAll(CoordinatedShutdown.unknownReason())
        .toCompletableFuture()
        .join();

    when_portions_come();

    asker.expectMessage(new Delivered(List.of()));
    assertThat(appends).isEmpty();
  }

  @Test
  void what_goes_to_another_node_comes_as_it_was() {
    List<NodeMessage> messages =
        List.of(new Delivered(ANSWERS), new Delivered(List.of()), ANSWERS.getFirst());
    for (NodeMessage message : messages) {
      assertThat(testKit.serializationTestKit().verifySerialization(message, false))
          .isEqualTo(message);
    }
    Delivery read =
        testKit
            .serializationTestKit()
            .verifySerialization(new Delivery("page-viewed", PORTIONS, asker.ref()), false);
    assertThat(read)
        .usingRecursiveComparison()
        .isEqualTo(new Delivery("page-viewed", PORTIONS, asker.ref()));
  }

  private void answer(int index) {
    appends
        .computeIfAbsent(PORTIONS.get(index), any -> new CompletableFuture<>())
        .complete(ANSWERS.get(index));
  }

  private static EncodedEvent event(int number) {
    return new EncodedEvent(
        Instant.parse("2026-03-01T10:00:00.123456Z").plusSeconds(number),
        new byte[] {1, 2, (byte) number},
        new RecentIds.Name(number, -number),
        number * 31L);
  }
}
