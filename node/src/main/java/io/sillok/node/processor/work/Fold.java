package io.sillok.node.processor.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sillok.node.processor.kept.Parked;
import io.sillok.node.processor.work.Folded.KeyState;
import io.sillok.protocol.processor.Output;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.ProcessorModel;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has a processor process events one after the other. What it throws, and what cannot be kept or
 * appended of what it answers, parks the event: as if it had not come.
 */
final class Fold<I, S> {

  private static final int LONGEST_REASON = 1000;

  private final ProcessorModel<I, S> model;
  private final Outputs outputs;
  private final Limits limits;
  private final InstantSource clock;
  private final S initial;

  Fold(ProcessorModel<I, S> model, Outputs outputs, Limits limits, InstantSource clock) {
    this.model = model;
    this.outputs = outputs;
    this.limits = limits;
    this.clock = clock;
    initial = model.type().processor().initial();
  }

  /**
   * No event more is taken once one of them is reached.
   *
   * @param outputs of all events
   * @param outputBytes of those
   * @param parked so many may be parked; where that is none, the event before one that had to be is
   *     the last
   */
  record Limits(int outputs, long outputBytes, int parked) {}

  /**
   * @param known states by key; those that are missing are initial
   */
  Folded fold(List<InputEvent<I>> events, Map<String, S> known) {
    return new Run(known).over(events);
  }

  /**
   * What came of one event.
   *
   * @param changed whether the state is another one than before
   * @param initial whether it is the first one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; nobody writes into it
  private record Answer<S>(
      S state, byte[] avro, List<OutputEvent> outputs, boolean changed, boolean initial) {}

  private final class Run {

    private final Map<String, S> current;
    private final List<Long> processed = new ArrayList<>();
    private final List<Parked> parked = new ArrayList<>();
    private final List<OutputEvent> emitted = new ArrayList<>();
    private final Map<String, Optional<KeyState>> changed = new HashMap<>();
    private long bytes;

    private Run(Map<String, S> known) {
      current = new HashMap<>(known);
    }

    private Folded over(List<InputEvent<I>> events) {
      int taken = 0;
      boolean full = false;
      while (taken < events.size() && !full && isRoom()) {
        full = !take(events.get(taken));
        taken += full ? 0 : 1;
      }
      return new Folded(taken, processed, parked, emitted, changed);
    }

    private boolean isRoom() {
      return emitted.size() < limits.outputs()
          && bytes < limits.outputBytes()
          && (parked.isEmpty() || parked.size() < limits.parked());
    }

    /** Whether the event was processed or parked. */
    private boolean take(InputEvent<I> event) {
      return switch (event) {
        case InputEvent.Illegible<I>(long offset, String reason) -> park(offset, 1, reason);
        case InputEvent.Legible<I> legible ->
            take(
                event,
                legible.incoming().time(),
                state -> model.process(state, legible.incoming()));
        case InputEvent.Removal<I> removal ->
            take(
                event, removal.time(), state -> model.remove(state, removal.key(), removal.time()));
      };
    }

    private boolean take(InputEvent<I> event, Instant time, Rules<S> rules) {
      S before = current.getOrDefault(event.key(), initial);
      String reason = "";
      for (int attempt = 1; attempt <= model.type().attempts(); attempt++) {
        try {
          accept(event, time, answer(event, time, before, rules.apply(before)));
          return true;
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError defect) {
          reason = told(defect);
        }
      }
      return park(event.offset(), model.type().attempts(), reason);
    }

    /** All that may go wrong with it. */
    private Answer<S> answer(
        InputEvent<I> event, Instant time, S before, Processing<S> processing) {
      S state = processing.state();
      return new Answer<>(
          state,
          model.state().encode(state),
          outputs.encode(event.offset(), time, processing.outputs()),
          !state.equals(before),
          state.equals(initial));
    }

    private void accept(InputEvent<I> event, Instant time, Answer<S> answer) {
      processed.add(event.offset());
      emitted.addAll(answer.outputs());
      bytes += answer.outputs().stream().mapToLong(output -> output.event().bytes()).sum();
      if (!event.key().isEmpty() && answer.changed()) {
        current.put(event.key(), answer.state());
        changed.put(
            event.key(),
            answer.initial() ? Optional.empty() : Optional.of(new KeyState(time, answer.avro())));
      }
    }

    private boolean park(long offset, int attempts, String reason) {
      if (parked.size() >= limits.parked()) {
        return false;
      }
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      parked.add(new Parked(offset, attempts, shown(reason), now));
      return true;
    }
  }

  /** A module's exception may even fail to tell what it is. */
  private static String told(Throwable defect) {
    try {
      return defect instanceof CodecException
          ? String.valueOf(defect.getMessage())
          : defect.toString();
    } catch (RuntimeException untold) {
      return defect.getClass().getName();
    }
  }

  /** Not too long, and such that it can be kept. */
  private static String shown(String reason) {
    String some = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    return new String(some.getBytes(UTF_8), UTF_8);
  }

  /** Makes outputs ready for their streams; throws for what can never stand. */
  interface Outputs {
    List<OutputEvent> encode(long offset, Instant time, List<Output<?>> outputs);
  }

  /** What a processor makes of a state. */
  private interface Rules<S> {
    Processing<S> apply(S before);
  }
}
