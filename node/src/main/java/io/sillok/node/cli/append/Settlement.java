package io.sillok.node.cli.append;

import io.sillok.node.cli.append.Entry.Event;
import io.sillok.node.cli.append.Entry.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of the entries of a batch so far. Where the first refusal is to end all, what stands
 * behind it is nobody's concern any more. Not thread-safe.
 */
final class Settlement {

  private final List<Entry> entries;
  private final boolean endsAtRefusal;
  private final @Nullable Outcome[] outcomes;
  private int limit;
  private int sent;

  Settlement(List<Entry> entries, boolean endsAtRefusal) {
    this.entries = entries;
    this.endsAtRefusal = endsAtRefusal;
    this.outcomes = new Outcome[entries.size()];
    this.limit = entries.size();
    for (int index = 0; index < entries.size(); index++) {
      if (entries.get(index) instanceof Refusal refusal) {
        settle(index, new Outcome.Refused(refusal));
      }
    }
  }

  /** What becomes of an entry. */
  sealed interface Outcome {

    /** It stands. */
    record Appended() implements Outcome {}

    /** It stood already. */
    record Duplicate() implements Outcome {}

    /** It is not taken. */
    record Refused(Refusal refusal) implements Outcome {}
  }

  /** The event at {@code index} of the batch. */
  record Pending(int index, Event event) {}

  /** Events that are still to be sent, in order, {@code most} at most. */
  List<Pending> pending(int most) {
    List<Pending> pending = new ArrayList<>();
    for (int index = 0; index < limit && pending.size() < most; index++) {
      if (outcomes[index] == null && entries.get(index) instanceof Event event) {
        pending.add(new Pending(index, event));
      }
    }
    return pending;
  }

  /** Notes that they are on their way, so that they may stand from now on. */
  void sending(List<Pending> some) {
    sent = Math.max(sent, some.getLast().index() + 1);
  }

  void settle(int index, Outcome outcome) {
    outcomes[index] = outcome;
    if (endsAtRefusal && outcome instanceof Outcome.Refused) {
      limit = Math.min(limit, index);
    }
  }

  long appended() {
    return count(Outcome.Appended.class);
  }

  long duplicates() {
    return count(Outcome.Duplicate.class);
  }

  /** Refusals among what counts, in order. */
  List<Refusal> refusals() {
    List<Refusal> refusals = new ArrayList<>();
    for (int index = 0; index < limit; index++) {
      if (outcomes[index] instanceof Outcome.Refused refused) {
        refusals.add(refused.refusal());
      }
    }
    return refusals;
  }

  /** The refusal at which all ends. */
  Optional<Refusal> end() {
    return limit < entries.size() && outcomes[limit] instanceof Outcome.Refused refused
        ? Optional.of(refused.refusal())
        : Optional.empty();
  }

  /** The number of the last line that was sent, even behind the end; 0 if none was. */
  long lastLineSent() {
    return sent == 0 ? 0 : entries.get(sent - 1).line().number();
  }

  private long count(Class<? extends Outcome> kind) {
    long count = 0;
    for (int index = 0; index < limit; index++) {
      count += kind.isInstance(outcomes[index]) ? 1 : 0;
    }
    return count;
  }
}
