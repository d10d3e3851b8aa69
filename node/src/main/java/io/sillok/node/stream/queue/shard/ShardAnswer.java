package io.sillok.node.stream.queue.shard;

import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.node.stream.queue.delivery.SettleOutcome;
import io.sillok.node.stream.queue.kept.DeadLetter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the partition of a queue answers. */
public sealed interface ShardAnswer extends NodeMessage {

  /** Durably; one outcome for each lease, in order. */
  record Settled(List<SettleOutcome> outcomes) implements ShardAnswer {
    public Settled {
      outcomes = List.copyOf(outcomes);
    }
  }

  /**
   * @param lag events that are not settled, as far as they were read; offsets behind them
   * @param oldest when the first event that is not settled was appended
   * @param skipped offsets that retention dropped before they were settled
   */
  record Standing(
      int ready,
      int leased,
      int delayed,
      int deadLetters,
      long lag,
      Optional<Instant> oldest,
      long skipped,
      Optional<Trouble> trouble)
      implements ShardAnswer {}

  record DeadLetters(List<DeadLetter> deadLetters) implements ShardAnswer {
    public DeadLetters {
      deadLetters = List.copyOf(deadLetters);
    }
  }

  /** These dead letters are none any more. */
  record Changed(List<Long> offsets) implements ShardAnswer {
    public Changed {
      offsets = List.copyOf(offsets);
    }
  }

  /** Nothing can be said; what was asked for may take effect or not. */
  record Unavailable(Trouble trouble) implements ShardAnswer {}
}
