package io.sillok.node.stream.consumer.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.node.stream.consumer.kept.PartitionOffset;
import io.sillok.node.stream.consumer.sharing.Instances.Instance;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What goes to another node comes back as it was. */
@TestInstance(Lifecycle.PER_CLASS)
final class SharingMessagesTest {

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
    TestProbe<SessionMessage> session = testKit.createTestProbe();
    TestProbe<CoordinatorMessage> coordinator = testKit.createTestProbe();
    TestProbe<Instances> asker = testKit.createTestProbe();
    List<NodeMessage> messages =
        List.of(
            new CoordinatorMessage.Here(session.ref(), "a", 3, 4, 5, List.of(1, 31)),
            new CoordinatorMessage.CalledIn("pekko://sillok@host:1", List.of(session.ref())),
            new CoordinatorMessage.Changed(),
            new CoordinatorMessage.Describe(asker.ref()),
            new CoordinatorMessage.Stop(),
            new SessionMessage.Share(7, 2, "key == 'é'", List.of(new PartitionOffset(3, 1L << 40))),
            new SessionMessage.Heard(),
            new SessionMessage.CallIn(),
            new SessionMessage.Over(),
            new RegistryMessage.CallIn("page-viewed/mailer", coordinator.ref()),
            new Instances(List.of(new Instance("a", List.of(1, 2)))));
    for (NodeMessage message : messages) {
      NodeMessage read = testKit.serializationTestKit().verifySerialization(message, true);
      assertThat(read).isEqualTo(message);
    }
  }
}
