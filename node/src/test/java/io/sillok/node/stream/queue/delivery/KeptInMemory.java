package io.sillok.node.stream.queue.delivery;

import io.sillok.node.stream.queue.kept.Progress;
import io.sillok.node.stream.queue.kept.ProgressCommand;
import io.sillok.node.stream.queue.kept.ProgressEvent;
import io.sillok.node.stream.queue.kept.ProgressRules;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decision.Accepted;
import java.time.Instant;
import java.util.List;

/** The progress of a partition, without an entity that keeps it. */
final class KeptInMemory {

  private final ProgressRules rules = new ProgressRules();
  private Progress progress;

  KeptInMemory(long start) {
    progress = rules.initial();
    take(new ProgressCommand.Open("q", start));
  }

  Progress progress() {
    return progress;
  }

  Progress take(ProgressCommand command) {
    Accepted<ProgressEvent> accepted =
        (Accepted<ProgressEvent>)
            rules.decide(command, progress, new Context("q", Instant.EPOCH, 1));
    for (ProgressEvent event : accepted.events()) {
      progress = rules.evolve(progress, event);
    }
    return progress;
  }

  Progress replay(long offset) {
    return take(new ProgressCommand.Replay(List.of(offset)));
  }
}
