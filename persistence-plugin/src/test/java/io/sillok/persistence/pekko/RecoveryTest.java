package io.sillok.persistence.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {

  @TempDir Path directory;

  @Test
  void an_entity_finds_its_state_again_after_a_restart() throws Exception {
    try (Node node = Node.start(directory)) {
      assertThat(add(node, "cart|c-1", 3)).isEqualTo(3);
      assertThat(add(node, "cart|c-1", 2)).isEqualTo(5);
    }
    try (Node node = Node.start(directory)) {
      assertThat(add(node, "cart|c-1", 1)).isEqualTo(6);
    }
  }

  @Test
  void each_reopening_takes_the_log_over_with_the_next_epoch() throws Exception {
    LogId log = new LogId("cart", 0);
    for (int run = 1; run <= 3; run++) {
      try (Node node = Node.start(directory)) {
        add(node, "cart|c-1", 1);
        log = node.persistence().writers().partitioner().log("cart|c-1");
      }
    }
    try (Node node = Node.start(directory)) {
      List<Block> blocks = await(node.persistence().store().log(log).read(0, Integer.MAX_VALUE));
      assertThat(blocks)
          .extracting(Block::kind)
          .containsExactly(
              Block.Kind.TAKEOVER,
              Block.Kind.EVENTS,
              Block.Kind.TAKEOVER,
              Block.Kind.EVENTS,
              Block.Kind.TAKEOVER,
              Block.Kind.EVENTS);
      assertThat(blocks).extracting(Block::epoch).containsExactly(1L, 1L, 2L, 2L, 3L, 3L);
      assertThat(blocks).extracting(Block::firstOffset).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }
  }

  private static long add(Node node, String persistenceId, int events) {
    TestProbe<Counter.Count> probe = node.kit.createTestProbe();
    ActorRef<Counter.Command> counter = node.kit.spawn(Counter.of(persistenceId));
    counter.tell(new Counter.Add(events, probe.getRef()));
    long count = probe.receiveMessage(Node.PATIENCE).value();
    counter.tell(new Counter.Stop());
    probe.expectTerminated(counter, Node.PATIENCE);
    return count;
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(Node.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
