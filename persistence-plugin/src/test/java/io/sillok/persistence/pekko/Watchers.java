package io.sillok.persistence.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.persistence.query.NoOffset;
import org.apache.pekko.persistence.query.typed.EventEnvelope;

/** A live query over all entities of a type, run once and never again. */
final class Watchers {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LAST_SLICE = 1023;

  private final Map<String, List<Long>> seen = new HashMap<>();
  private final CompletionStage<Done> end;

  private Watchers(Node node, String entityType) {
    end =
        node.query()
            .<Object>eventsBySlices(entityType, 0, LAST_SLICE, NoOffset.getInstance())
            .runForeach(this::see, node.system());
  }

  static Watchers start(Node node, String entityType) {
    return new Watchers(node, entityType);
  }

  private synchronized void see(EventEnvelope<Object> envelope) {
    seen.computeIfAbsent(envelope.persistenceId(), id -> new ArrayList<>())
        .add(envelope.sequenceNr());
  }

  private synchronized List<Long> seen(String id) {
    return List.copyOf(seen.getOrDefault(id, List.of()));
  }

  /** Each of {@code numbers} comes once and in order, nothing else does, and the query goes on. */
  void assertSaw(String id, List<Long> numbers) throws InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (seen(id).size() < numbers.size() && System.nanoTime() < giveUp) {
      Thread.sleep(20);
    }
    assertThat(seen(id)).as("seen of %s", id).isEqualTo(numbers);
    assertThat(end.toCompletableFuture()).isNotDone();
  }
}
