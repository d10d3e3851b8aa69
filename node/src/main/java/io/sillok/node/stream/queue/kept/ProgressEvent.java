package io.sillok.node.stream.queue.kept;

import java.util.List;

/** What happens to the progress of a queue in one partition. */
public sealed interface ProgressEvent {

  /** The queue begins at {@code start}; what was before belonged to an earlier one. */
  record ProgressOpened(String queueId, long start) implements ProgressEvent {}

  /** Everything before {@code next} is settled, and {@code beyond}, and these replayed ones. */
  record OffsetsSettled(long next, List<OffsetRange> beyond, List<Long> replayed)
      implements ProgressEvent {
    public OffsetsSettled {
      beyond = List.copyOf(beyond);
      replayed = List.copyOf(replayed);
    }
  }

  record AttemptsFailed(List<Attempt> attempts) implements ProgressEvent {
    public AttemptsFailed {
      attempts = List.copyOf(attempts);
    }
  }

  record EventsGivenUp(List<DeadLetter> deadLetters) implements ProgressEvent {
    public EventsGivenUp {
      deadLetters = List.copyOf(deadLetters);
    }
  }

  /** Retention has dropped what the queue had not handed out yet. */
  record OffsetsSkipped(OffsetRange dropped) implements ProgressEvent {}

  record DeadLettersReplayed(List<Long> offsets) implements ProgressEvent {
    public DeadLettersReplayed {
      offsets = List.copyOf(offsets);
    }
  }

  record DeadLettersDiscarded(List<Long> offsets) implements ProgressEvent {
    public DeadLettersDiscarded {
      offsets = List.copyOf(offsets);
    }
  }
}
