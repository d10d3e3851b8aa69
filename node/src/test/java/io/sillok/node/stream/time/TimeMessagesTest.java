package io.sillok.node.stream.time;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.protocol.event.LiveClock;
import io.sillok.protocol.window.EventTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What goes to another node comes back as it was. */
@TestInstance(Lifecycle.PER_CLASS)
final class TimeMessagesTest {

  private static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123456Z");

  private final ActorTestKit testKit =
      ActorTestKit.create(
          "messages",
          ConfigFactory.parseString("pekko.loglevel = WARNING, pekko.actor.provider = local")
              .withFallback(ConfigFactory.load()));

  @AfterAll
  void stop() {
    testKit.shutdownTestKit();
  }

  @Test
  void messages_are_read_as_they_were_written() {
    TestProbe<TimeMessage> partition = testKit.createTestProbe();
    TestProbe<TimeAnswer> asker = testKit.createTestProbe();
    List<NodeMessage> messages =
        List.of(
            new TimeMessage.Follow(null, Set.of()),
            new TimeMessage.Follow(
                new LiveClock(Duration.ofMillis(1), Duration.ofDays(2)), Set.of("order-placed")),
            new TimeMessage.Report(TIME, partition.ref()),
            new TimeMessage.Report(null, partition.ref()),
            new TimeMessage.StreamIsAt(TIME),
            new TimeMessage.StreamIsAt(null),
            new TimeMessage.MoveTo(EventTimes.time(EventTimes.MAX), asker.ref()),
            new TimeMessage.MoveTo(EventTimes.time(EventTimes.MIN), asker.ref()),
            new TimeMessage.Stop(),
            new TimeAnswer.There(true),
            new TimeAnswer.Unavailable("timeout", "The partition did not answer in time"));
    for (NodeMessage message : messages) {
      NodeMessage read = testKit.serializationTestKit().verifySerialization(message, true);
      assertThat(read).isEqualTo(message);
    }
  }
}
