package io.sillok.node.processor.work;

import io.sillok.node.processor.kept.Parked;
import io.sillok.node.processor.work.Folded.KeyState;
import io.sillok.node.stream.input.Defect;
import io.sillok.node.stream.input.InputEvent;
import io.sillok.protocol.processor.Output;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.schema.ProcessorModel;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a processor process events one after the other. What it throws, and what cannot be kept or
 * appended of what it answers, parks the event: as if it had not come.
 */
final class Fold<I, S> {

  private static final Logger LOGGER = LoggerFactory.getLogger(Fold.class);
  private static final long NONE = -1;

  private final ProcessorModel<I, S> model;
  private final String place;
  private final Outputs outputs;
  private final Limits limits;
  private final InstantSource clock;
  private final S initial;
  private final Telling telling;
  private volatile long running = NONE;

  /**
   * @param place that the events are in, for people
   */
  Fold(
      ProcessorModel<I, S> model,
      String place,
      Outputs outputs,
      Limits limits,
      InstantSource clock) {
    this(model, place, outputs, limits, clock, Fold::log);
  }

  /**
   * @param telling where it is told what was thrown
   */
  Fold(
      ProcessorModel<I, S> model,
      String place,
      Outputs outputs,
      Limits limits,
      InstantSource clock,
      Telling telling) {
    this.telling = telling;
    this.model = model;
    this.place = place;
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
   * @param blockBytes of those for one partition of a stream; an event with more is parked, and one
   *     with too many together with those before is not taken
   * @param parked so many may be parked; where that is none, the event before one that had to be is
   *     the last
   */
  record Limits(int outputs, long outputBytes, int blockBytes, int parked) {}

  /**
   * @param known states by key; those that are missing are initial
   */
  Folded fold(List<InputEvent<I>> events, Map<String, S> known) {
    try {
      return new Run(known).over(events);
    } finally {
      running = NONE;
    }
  }

  /** Offset of the event that is being processed now, if one is. */
  OptionalLong running() {
    long offset = running;
    return offset == NONE ? OptionalLong.empty() : OptionalLong.of(offset);
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
    private final OutputRoom room = new OutputRoom(limits.blockBytes());
    private long bytes;

    private Run(Map<String, S> known) {
      current = new HashMap<>(known);
    }

    private Folded over(List<InputEvent<I>> events) {
      int taken = 0;
      boolean full = false;
      while (taken < events.size() && !full && isRoom()) {
        running = events.get(taken).offset();
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

    /** Whether the event was processed or parked; else it is left for another time. */
    private boolean take(InputEvent<I> event) {
      return switch (event) {
        case InputEvent.Illegible<I>(long offset, int attempts, String reason) ->
            park(offset, attempts, reason);
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
      int attempt = 1;
      while (true) {
        try {
          Answer<S> answer = answer(event, time, before, rules.apply(before));
          return accept(event, time, answer);
        } catch (Throwable thrown) { // modules throw what they like, checked or not
          Defect defect = new Defect(thrown);
          if (attempt >= model.type().attempts()) {
            return park(event.offset(), attempt, defect);
          }
        }
        attempt++;
      }
    }

    /** All that may go wrong with it. */
    private Answer<S> answer(
        InputEvent<I> event, Instant time, S before, Processing<S> processing) {
      S state = processing.state();
      byte[] avro = model.state().encode(state);
      List<OutputEvent> encoded = outputs.encode(event.offset(), time, processing.outputs());
      room.check(encoded);
      return new Answer<>(state, avro, encoded, !state.equals(before), state.equals(initial));
    }

    /** Whether there is room for what follows from it. */
    private boolean accept(InputEvent<I> event, Instant time, Answer<S> answer) {
      if (!room.take(answer.outputs())) {
        return false;
      }
      processed.add(event.offset());
      emitted.addAll(answer.outputs());
      bytes += answer.outputs().stream().mapToLong(output -> output.event().bytes()).sum();
      if (!event.key().isEmpty() && answer.changed()) {
        current.put(event.key(), answer.state());
        changed.put(
            event.key(),
            answer.initial() ? Optional.empty() : Optional.of(new KeyState(time, answer.avro())));
      }
      return true;
    }

    private boolean park(long offset, int attempts, Defect defect) {
      boolean isParked = park(offset, attempts, defect.reason());
      if (isParked) {
        telling.tell(
            defect,
            "Processor %s cannot process the event at offset %d of %s"
                .formatted(model.type().name(), offset, place));
      }
      return isParked;
    }

    private boolean park(long offset, int attempts, String reason) {
      if (parked.size() >= limits.parked()) {
        return false;
      }
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      parked.add(new Parked(offset, attempts, Defect.shown(reason), now));
      return true;
    }
  }

  private static void log(Defect defect, String message) {
    defect.log(LOGGER, message);
  }

  /** Where it is told why an event is parked. */
  interface Telling {
    void tell(Defect defect, String message);
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
