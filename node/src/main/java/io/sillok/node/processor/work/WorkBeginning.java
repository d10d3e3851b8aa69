package io.sillok.node.processor.work;

import io.sillok.node.processor.kept.Progress;
import io.sillok.node.processor.kept.Retrace;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.input.InputDecoder;
import io.sillok.persistence.LogId;
import io.sillok.persistence.PartitionLog.LogState;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.persistence.reader.LogFollower;
import io.sillok.protocol.schema.ProcessorModel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins the work of a processor in one partition, where it was left. */
public final class WorkBeginning<I, S> {

  private static final Logger LOGGER = LoggerFactory.getLogger(WorkBeginning.class);

  private final WorkParts parts;
  private final ProcessorModel<I, S> model;
  private final int partition;

  public WorkBeginning(WorkParts parts, ProcessorModel<I, S> model, int partition) {
    this.parts = parts;
    this.model = model;
    this.partition = partition;
  }

  /**
   * Whoever did this work before cannot record anything any more.
   *
   * @param wake called, on any thread, when there may be more to do
   * @param cautious whether an event may have ended a node, where the work before did not end in
   *     order
   */
  public CompletionStage<PartitionWork<I, S>> begin(Runnable wake, boolean cautious) {
    String input = model.type().input();
    return parts
        .streams()
        .find(input)
        .thenApply(found ->
            readable(
                found.orElseThrow(() ->
                    new HaltedException(
                        "There is no stream %s to read; declare it, or load the module that has it"
                            .formatted(input)))))
        .thenCompose(stream ->
            KeptProgress.begin(parts.entities(), model.type().name(), partition, input)
                .thenCompose(kept ->
                    states(kept.progress())
                        .thenCombine(
                            parts.persistence().store().log(log(stream)).state(),
                            (states, state) -> work(stream, kept, states, state, wake, cautious))));
  }

  private StreamDefinition readable(StreamDefinition stream) {
    model
        .event()
        .unreadable(stream.schema())
        .ifPresent(why -> {
          throw new HaltedException(
              "The events of %s cannot be read: %s".formatted(stream.name(), why));
        });
    return stream;
  }

  private LogId log(StreamDefinition stream) {
    return new LogId(stream.log(), partition);
  }

  /** States that have come farther than what was recorded are of a store that was put back. */
  private CompletionStage<KeyStates<S>> states(Progress progress) {
    return KeyStates.open(parts.states(), model, partition)
        .thenCompose(states ->
            Retrace.isPossible(progress, states.steps())
                ? CompletableFuture.completedFuture(states)
                : states.clear().thenCompose(done -> states(progress)));
  }

  private PartitionWork<I, S> work(
      StreamDefinition stream,
      KeptProgress kept,
      KeyStates<S> states,
      Optional<LogState> state,
      Runnable wake,
      boolean cautious) {
    Progress progress = kept.progress();
    warnOfDropped(progress, state.map(LogState::firstOffset).orElse(0L));
    LogId log = log(stream);
    InputDecoder<I> decoder =
        new InputDecoder<>(
            model.type().event(), model.event(), stream, parts.codec(), parts.schemas());
    Rework<I, S> rework =
        new Rework<>(parts, model, log, decoder, states, Retrace.of(progress, states.steps()));
    InputFeed<I> feed = feed(log, decoder, progress.next());
    feed.start(wake);
    dropOthers();
    Caution caution =
        cautious
            ? Caution.after(kept, state.map(LogState::head).orElse(0L), parts.settings().events())
            : Caution.none();
    return new PartitionWork<>(
        parts, model, log, feed, decoder, states, rework, kept, new Doubt(progress), caution);
  }

  private InputFeed<I> feed(LogId log, InputDecoder<I> decoder, long from) {
    SillokPersistence persistence = parts.persistence();
    LogFollower follower =
        new LogFollower(
            persistence.heads(),
            parts.settings().pollInterval(),
            log,
            parts.settings().pageBytes(),
            decoder::isAnyIn);
    return new InputFeed<>(log, persistence.writers(), follower, decoder, from);
  }

  private void warnOfDropped(Progress progress, long first) {
    if (first > progress.next()) {
      LOGGER.warn(
          "Processor {} has come to offset {} of partition {}, but retention has dropped all before {}: events between were never processed",
          model.type().name(),
          progress.next(),
          partition,
          first);
    }
  }

  private void dropOthers() {
    KeyStates.dropOthers(parts.states(), model, partition)
        .whenComplete((done, failure) -> {
          if (failure != null) {
            LOGGER.warn(
                "States of earlier revisions of processor {} are kept: {}",
                model.type().name(),
                failure.getMessage());
          }
        });
  }
}
