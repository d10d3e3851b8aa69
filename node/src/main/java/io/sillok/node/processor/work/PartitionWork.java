package io.sillok.node.processor.work;

import io.sillok.node.processor.kept.Parked;
import io.sillok.node.processor.kept.Progress;
import io.sillok.node.processor.kept.ProgressCommand;
import io.sillok.node.processor.kept.ProgressCommand.Advance;
import io.sillok.node.processor.kept.ProgressCommand.Attempt;
import io.sillok.node.processor.kept.ProgressCommand.BeginAnew;
import io.sillok.node.processor.kept.ProgressCommand.Discard;
import io.sillok.node.processor.kept.ProgressCommand.End;
import io.sillok.node.processor.kept.ProgressCommand.Replay;
import io.sillok.node.processor.kept.ProgressCommand.Settle;
import io.sillok.node.processor.kept.ProgressCommand.Venture;
import io.sillok.node.processor.kept.Underway;
import io.sillok.node.processor.work.InputFeed.Page;
import io.sillok.node.stream.append.EventEncoder;
import io.sillok.node.stream.input.InputDecoder;
import io.sillok.node.stream.input.InputEvent;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.protocol.schema.ProcessorModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a processor at work. What follows from events is appended first, then it is
 * recorded that they were processed, and then their states are written; so whoever goes on after a
 * crash appends some of it once more, which is told by its ids, and makes the states from the
 * input. One call at a time; when a stage fails, but with {@link HaltedException}, the work must be
 * begun anew.
 */
public final class PartitionWork<I, S> implements AutoCloseable {

  /** Parked events that are processed together. */
  private static final int AGAIN = 100;

  private final WorkParts parts;
  private final ProcessorModel<I, S> model;
  private final LogId log;
  private final InputFeed<I> feed;
  private final InputDecoder<I> decoder;
  private final OutputStreams outputs;
  private final KeyStates<S> states;
  private final Rework<I, S> rework;
  private final StandingHeads heads;
  private final Doubt doubt;
  private final Caution caution;
  private volatile @Nullable Fold<I, S> folding;
  private volatile KeptProgress kept;
  private volatile long reached;
  private volatile boolean atEnd;
  private long ventured;
  private boolean isVentured;

  PartitionWork(
      WorkParts parts,
      ProcessorModel<I, S> model,
      LogId log,
      InputFeed<I> feed,
      InputDecoder<I> decoder,
      KeyStates<S> states,
      Rework<I, S> rework,
      KeptProgress kept,
      Doubt doubt,
      Caution caution) {
    this.parts = parts;
    this.model = model;
    this.log = log;
    this.feed = feed;
    this.decoder = decoder;
    this.states = states;
    this.rework = rework;
    this.kept = kept;
    this.doubt = doubt;
    this.caution = caution;
    outputs = new OutputStreams(model, parts.streams(), parts.appends(), parts.heads());
    heads = new StandingHeads(kept.progress().heads());
    reached = rework.isDone() ? kept.progress().next() : rework.reached();
  }

  /** What a step has come to: whether there was no more to do. */
  public record Stepped(boolean end) {}

  /** What became of parked events. */
  public record Again(int processed, int parked) {}

  /** As it was recorded last. */
  public Progress progress() {
    return kept.progress();
  }

  /** Offset of the event that the rules are at now, if they are at any. Called on any thread. */
  public OptionalLong running() {
    OptionalLong reading = decoder.running();
    if (reading.isPresent()) {
      return reading;
    }
    Fold<I, S> last = folding;
    return last == null ? rework.running() : last.running();
  }

  /** The log that has the input's events. */
  public LogId log() {
    return log;
  }

  /** All events of the input before this offset were met. */
  public long reached() {
    return atEnd ? Math.max(reached, feed.passed()) : reached;
  }

  /** Whether much was passed that has nothing of the input, which should be recorded. */
  public boolean isFar() {
    return reached() - progress().next() >= parts.settings().idleOffsets();
  }

  /** Whether states are being made anew, and nothing else goes on. */
  public boolean isRework() {
    return !rework.isDone();
  }

  /**
   * Whether outputs of events may stand that are not recorded, so that nothing can come between.
   */
  public boolean isInDoubt() {
    return doubt.isAny(reached, progress());
  }

  /** Whether events are to come yet of which one may have ended a node. */
  public boolean isCautious() {
    return caution.isAt(reached) || progress().replaying().stream().anyMatch(caution::isAgain);
  }

  /** Has it recorded that nothing is under way any more; the last that is done. */
  public CompletionStage<Progress> end() {
    return keep(new End()).thenApply(ended -> progress());
  }

  private boolean isInDoubtOfOthers() {
    return doubt.isOfOthers(reached, progress());
  }

  /** Goes on for some events. */
  public CompletionStage<Stepped> step() {
    if (isRework()) {
      return rework().thenApply(done -> reworked());
    }
    if (!progress().replaying().isEmpty()) {
      return encoders().thenCompose(this::settle).thenApply(done -> new Stepped(false));
    }
    return feed.read(caution.isAt(reached) ? 1 : parts.settings().events())
        .thenCompose(page -> page.events().isEmpty() ? pass(page) : process(page));
  }

  private CompletionStage<Void> rework() {
    CompletionStage<Void> begun =
        rework.isFromStart() && progress().leftOut().isPresent() ? keep(new BeginAnew()) : done();
    return begun.thenCompose(ready -> rework.step(this::keep));
  }

  /** Records what has nothing to do with how far the work has come. */
  private CompletionStage<Void> keep(ProgressCommand command) {
    return kept.record(command).thenAccept(after -> kept = after);
  }

  private Stepped reworked() {
    reached = rework.isDone() ? progress().next() : rework.reached();
    return new Stepped(false);
  }

  /** There is nothing of the input; after a while that is recorded, too. */
  private CompletionStage<Stepped> pass(Page page) {
    reached = page.next();
    atEnd = page.end();
    CompletionStage<Void> recorded =
        isFar()
            ? record(new Advance(page.next(), List.of(), page.next()), 0)
                .thenCompose(done -> states.write(Map.of(), progress().steps()))
            : done();
    return recorded.thenApply(done -> new Stepped(page.end()));
  }

  private CompletionStage<Stepped> process(Page page) {
    atEnd = false;
    return encoders()
        .thenCompose(encoders ->
            ventured(page.events().getFirst().offset(), encoders)
                .thenCompose(ready -> {
                  List<IndexedEvent> events = withinHorizon(page.events(), encoders);
                  return caution.isAt(reached)
                      ? alone(events.getFirst().offset(), () -> decoded(events), encoders)
                          .thenCompose(this::emit)
                          .thenRun(caution::passed)
                      : decoded(events)
                          .thenCompose(read -> fold(encoders, read, roomForParked()))
                          .thenCompose(this::emit);
                }))
        .thenApply(written -> new Stepped(false));
  }

  /** Has one event processed that may end the node, unless it has done that too often. */
  private CompletionStage<Folded> alone(
      long offset,
      Supplier<CompletionStage<List<InputEvent<I>>>> event,
      Map<String, EventEncoder> encoders) {
    int ended = progress().underway().map(work -> work.ended(offset, Caution.NODE)).orElse(0);
    if (ended >= model.type().attempts()) {
      return fold(encoders, List.of(deadly(offset, ended)), roomForParked(offset));
    }
    return keep(new Attempt(offset, Caution.NODE))
        .thenCompose(recorded -> event.get())
        .thenCompose(read -> fold(encoders, read, roomForParked(offset)))
        .thenCompose(
            folded -> keep(new Attempt(Underway.NONE, Caution.NODE)).thenApply(recorded -> folded));
  }

  private static <I> InputEvent<I> deadly(long offset, int ended) {
    return new InputEvent.Illegible<>(
        offset,
        ended,
        "The node ended %d times while it was processed; mend the rules, or give the node more memory (-Xmx), and have it processed again, or discard it"
            .formatted(ended));
  }

  /** One that is parked already needs none. */
  private int roomForParked(long offset) {
    return progress().isParked(offset) ? 1 : roomForParked();
  }

  private List<IndexedEvent> withinHorizon(
      List<IndexedEvent> events, Map<String, EventEncoder> encoders) {
    long horizon = progress().horizon();
    return encoders.isEmpty()
        ? events
        : events.stream().filter(event -> event.offset() < horizon).toList();
  }

  /**
   * One at a time: what follows depends on whether an event was parked, which another attempt might
   * find otherwise, so that is recorded before anything that follows is emitted.
   */
  private int roomForParked() {
    return progress().parked().size() < parts.settings().parked() ? 1 : 0;
  }

  /** Appends what follows, records how far that is, and then writes the states. */
  private CompletionStage<Void> emit(Folded folded) {
    int taken = folded.taken();
    if (taken == 0) {
      throw parkedFull();
    }
    doubt.attempt(feed.behind(taken));
    return outputs
        .append(folded.outputs(), heads)
        .thenCompose(ends -> {
          heads.see(ends);
          return feed.lookAhead(taken);
        })
        .thenCompose(
            ahead -> record(new Advance(feed.behind(taken), folded.parked(), feed.seen()), taken))
        .thenCompose(recorded -> states.write(folded.states(), progress().steps()));
  }

  private HaltedException parkedFull() {
    return new HaltedException(
        "%d events are parked in partition %d, which is the most (sillok.node.processors.max-parked); mend the processor and have them processed again, or discard them"
            .formatted(progress().parked().size(), log.partition()));
  }

  private CompletionStage<Map<String, EventEncoder>> encoders() {
    return outputs.encoders();
  }

  /**
   * Has it recorded that outputs of the event at {@code offset} may stand, and of all that were
   * read behind it; and now and then from where on that is.
   */
  private CompletionStage<Void> ventured(long offset, Map<String, EventEncoder> encoders) {
    if (encoders.isEmpty()) {
      return done();
    }
    boolean old =
        !isVentured || System.nanoTime() - ventured >= parts.settings().headsAge().toNanos();
    if (old && !isInDoubtOfOthers()) {
      return outputs
          .ends()
          .thenCompose(ends -> {
            heads.see(ends);
            return record(new Venture(feed.seen(), heads.toKeep()), 0);
          })
          .thenAccept(recorded -> {
            ventured = System.nanoTime();
            isVentured = true;
          });
    }
    return offset < progress().horizon()
        ? done()
        : record(new Venture(feed.seen(), progress().heads()), 0);
  }

  private CompletionStage<List<InputEvent<I>>> decoded(List<IndexedEvent> events) {
    return CompletableFuture.supplyAsync(
        () -> events.stream().map(decoder::decode).toList(), parts.executor());
  }

  private CompletionStage<Folded> fold(
      Map<String, EventEncoder> encoders, List<InputEvent<I>> events, int room) {
    Fold<I, S> fold =
        new Fold<>(
            model,
            log.toString(),
            new OutputEncoder(model, log.partition(), encoders),
            new Fold.Limits(
                parts.settings().outputs(),
                parts.settings().outputBytes(),
                parts.persistence().writers().largestWrite(),
                room),
            parts.clock());
    folding = fold;
    return states
        .find(InputEvent.keys(events))
        .thenApplyAsync(known -> fold.fold(events, known), parts.executor());
  }

  /**
   * @param taken so many events of the feed are done with it
   */
  private CompletionStage<Void> record(ProgressCommand command, int taken) {
    return kept.record(command)
        .thenAccept(after -> {
          kept = after;
          feed.take(taken);
          reached = feed.reached();
          if (isInDoubtOfOthers()) {
            heads.forget();
          } else {
            heads.confirm();
          }
        });
  }

  /** Has parked events processed in the states of now; those at {@code offsets}, or all. */
  public CompletionStage<Again> replay(Optional<List<Long>> offsets) {
    List<Long> chosen = chosen(offsets);
    if (isInDoubt() || isRework()) {
      return CompletableFuture.failedFuture(
          new HaltedException(
              "Events are under way that come before; ask again when they were processed"));
    }
    return encoders()
        .thenCompose(encoders ->
            ventured(progress().next() - 1, encoders)
                .thenCompose(ready -> record(new Replay(chosen), 0))
                .thenCompose(recorded -> settle(encoders)))
        .thenApply(settled -> {
          int parked = (int) chosen.stream().filter(progress()::isParked).count();
          return new Again(chosen.size() - parked, parked);
        });
  }

  private CompletionStage<Void> settle(Map<String, EventEncoder> encoders) {
    List<Long> all = progress().replaying();
    if (all.isEmpty()) {
      return done();
    }
    long first = all.getFirst();
    CompletionStage<Folded> folded =
        caution.isAgain(first)
            ? alone(first, () -> read(List.of(first)), encoders)
            : read(all.stream().limit(AGAIN).toList())
                .thenCompose(events -> fold(encoders, events, 1)); // as with those in turn
    return folded.thenCompose(this::settled).thenCompose(settled -> settle(encoders));
  }

  private CompletionStage<Void> settled(Folded folded) {
    return outputs
        .append(folded.outputs(), heads)
        .thenCompose(ends -> {
          heads.see(ends);
          return record(new Settle(folded.processed(), added(folded.parked())), 0);
        })
        .thenCompose(recorded -> states.write(folded.states(), progress().steps()));
  }

  /** With the attempts that were made before. */
  private List<Parked> added(List<Parked> again) {
    Map<Long, Integer> before =
        progress().parked().stream().collect(Collectors.toMap(Parked::offset, Parked::attempts));
    return again.stream()
        .map(parked ->
            new Parked(
                parked.offset(),
                parked.attempts() + before.getOrDefault(parked.offset(), 0),
                parked.reason(),
                parked.at()))
        .toList();
  }

  private CompletionStage<List<InputEvent<I>>> read(List<Long> offsets) {
    List<CompletableFuture<Optional<IndexedEvent>>> found =
        offsets.stream().map(offset -> feed.at(offset).toCompletableFuture()).toList();
    return CompletableFuture.allOf(found.toArray(CompletableFuture<?>[]::new))
        .thenApplyAsync(
            done -> {
              List<InputEvent<I>> events = new ArrayList<>();
              for (int index = 0; index < offsets.size(); index++) {
                long offset = offsets.get(index);
                events.add(
                    found.get(index).join().map(decoder::decode).orElseGet(() -> gone(offset)));
              }
              return events;
            },
            parts.executor());
  }

  private static <I> InputEvent<I> gone(long offset) {
    return new InputEvent.Illegible<>(offset, 1, "Retention has dropped it; discard it");
  }

  /** Gives up parked events, those at {@code offsets}, or all; answers how many. */
  public CompletionStage<Integer> discard(Optional<List<Long>> offsets) {
    List<Long> chosen = chosen(offsets);
    return record(new Discard(chosen), 0).thenApply(recorded -> chosen.size());
  }

  private List<Long> chosen(Optional<List<Long>> offsets) {
    Progress progress = progress();
    return offsets
        .map(some -> some.stream().distinct().filter(progress::isAtRest).toList())
        .orElseGet(() ->
            progress.parked().stream().map(Parked::offset).filter(progress::isAtRest).toList());
  }

  private static CompletionStage<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    feed.close();
  }
}
