package io.sillok.testkit;

import io.sillok.protocol.processor.Processing;
import io.sillok.testkit.OutputRules.Written;
import java.util.List;

/** What a node makes of an event: what follows from it, or why it parks it. */
sealed interface Outcome<S> {

  /**
   * @param processing with the state as it is read again
   * @param written how its outputs are written
   */
  record Processed<S>(Processing<S> processing, List<Written> written) implements Outcome<S> {}

  /** As if the event had not come. */
  record Parked<S>(String reason) implements Outcome<S> {}

  /** The state that the key is in then, after it was in {@code before}. */
  default S after(S before) {
    return switch (this) {
      case Processed<S>(var processing, var written) -> processing.state();
      case Parked<S> parked -> before;
    };
  }
}
