package io.sillok.node.cli.append;

import io.sillok.node.cli.append.Attempts.StoppedException;
import io.sillok.node.cli.append.Entry.Refusal;
import io.sillok.node.cli.append.file.Line;
import io.sillok.node.cli.append.file.Progress.Target;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.NodeClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Appends lines as they come; nothing but their numbers says which of them stand already. */
public final class LineAppend {

  private final Envelopes envelopes;
  private final Attempts attempts;
  private final BatchSender sender;

  /**
   * @param patience how long to go on without a success
   */
  public LineAppend(NodeClient node, Target target, Duration patience) {
    this.envelopes = new Envelopes(target);
    this.attempts = new Attempts(patience, (reason, left) -> {});
    this.sender = new BatchSender(node, target.stream(), attempts, true);
  }

  /**
   * Appends {@code lines}; answers how many did not stand before. After a stop it may be fewer than
   * came to stand.
   *
   * @throws CommandFailure if one is refused, or patience is at its end
   */
  public long append(List<Line> lines) {
    try {
      Settlement settlement = sender.settle(lines.stream().map(envelopes::envelop).toList());
      Optional<Refusal> end = settlement.end();
      if (end.isPresent()) {
        throw FileAppend.refusal(end.get());
      }
      return settlement.appended();
    } catch (StoppedException stopped) {
      return 0;
    }
  }

  /** Has it give up what does not succeed at once. Thread-safe. */
  public void stop() {
    attempts.stop();
  }
}
