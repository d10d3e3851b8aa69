package io.sillok.node.window.shard;

import io.sillok.node.stream.EventId;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.append.Appended;
import io.sillok.node.stream.append.Appended.Result;
import io.sillok.node.stream.append.Encoding;
import io.sillok.node.stream.append.EventEncoder;
import io.sillok.node.stream.append.NewEvent;
import io.sillok.node.stream.append.RepeatableAppends;
import io.sillok.protocol.window.run.WindowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends what a shard tells, each once, to its partition of the projection's streams. */
final class ShardOutputs {

  private static final Logger LOGGER = LoggerFactory.getLogger(ShardOutputs.class);

  /** Events that are appended together. */
  private static final int TOGETHER = 200;

  private final RepeatableAppends appends;
  private final OutputEvents events;
  private final ShardStreams streams;
  private final int shard;
  private final Stood stood;
  private Standing appended;

  /**
   * @param stood when the shard was opened
   */
  ShardOutputs(
      RepeatableAppends appends,
      OutputEvents events,
      ShardStreams streams,
      int shard,
      Stood stood) {
    this.appends = appends;
    this.events = events;
    this.streams = streams;
    this.shard = shard;
    this.stood = stood;
    appended = stood.heads();
  }

  /**
   * Appends {@code outputs} unless they stand; one call at a time.
   *
   * @param results those of them as they can be told
   * @param known where they may stand, as it was recorded last
   * @return where those that follow may stand
   */
  CompletionStage<Standing> append(Outputs outputs, List<FittingResult> results, Standing known) {
    long told = outputs.first() + outputs.results().size();
    return append(streams.results(), results(outputs.first(), results), appended.results())
        .thenCombine(
            append(streams.late(), late(outputs), appended.late()),
            (resultsAt, lateAt) -> new Standing(resultsAt, lateAt, 0))
        .thenCombine(
            append(streams.rejected(), rejected(outputs), appended.rejected()),
            (sofar, rejected) -> new Standing(sofar.results(), sofar.late(), rejected))
        .thenApply(now -> {
          appended = now;
          return stood.standing(known, now, told);
        });
  }

  /** The results of {@code outputs} as they can be told, in order. */
  List<FittingResult> fit(Outputs outputs) {
    EventEncoder encoder = appends.encoder(streams.results());
    List<FittingResult> fitting = new ArrayList<>(outputs.results().size());
    for (WindowResult result : outputs.results()) {
      fitting.add(FittingResult.of(outputs.first() + fitting.size(), result, events, encoder));
    }
    return fitting;
  }

  /** Those that do not stand yet. */
  private List<Encoding.Ready> results(long first, List<FittingResult> results) {
    return results.stream()
        .skip(Math.clamp(stood.results() - first, 0, results.size()))
        .map(FittingResult::event)
        .toList();
  }

  private List<Encoding.Ready> late(Outputs outputs) {
    EventEncoder encoder = appends.encoder(streams.late());
    return outputs.late().stream()
        .map(events::late)
        .filter(late -> !stood.hasLate(id(late)))
        .map(late -> must(encoder, late))
        .toList();
  }

  private List<Encoding.Ready> rejected(Outputs outputs) {
    EventEncoder encoder = appends.encoder(streams.rejected());
    return outputs.rejected().stream()
        .map(events::rejected)
        .filter(rejected -> !stood.hasRejected(id(rejected)))
        .map(rejected -> must(encoder, rejected).in(shard))
        .toList();
  }

  private static String id(NewEvent event) {
    return event.id().map(EventId::id).orElseThrow();
  }

  private static Encoding.Ready must(EventEncoder encoder, NewEvent event) {
    return switch (encoder.encode(event)) {
      case Encoding.Ready ready -> ready;
      case Encoding.Wrong(int partition, var why) -> throw new HaltedException(why.message());
    };
  }

  private CompletionStage<Long> append(Declared stream, List<Encoding.Ready> ready, long since) {
    if (ready.isEmpty()) {
      return CompletableFuture.completedFuture(since);
    }
    List<Encoding.Ready> some = ready.subList(0, Math.min(TOGETHER, ready.size()));
    return appends
        .append(
            stream, some, new StreamPosition(stream.name(), new TreeMap<>(Map.of(shard, since))))
        .thenCompose(appended -> {
          List<Encoding.Ready> rest = new ArrayList<>(rest(stream, some, appended));
          rest.addAll(ready.subList(some.size(), ready.size()));
          long behind = appended.position().offsets().getOrDefault(shard, since);
          return append(stream, rest, Math.max(since, behind));
        });
  }

  /** Those that were withheld because of others. */
  private static List<Encoding.Ready> rest(
      Declared stream, List<Encoding.Ready> events, Appended appended) {
    List<Encoding.Ready> rest = new ArrayList<>();
    for (int index = 0; index < events.size(); index++) {
      switch (appended.results().get(index)) {
        case Result.Stands stands -> {}
        case Result.Withheld withheld -> rest.add(events.get(index));
        case Result.Refused refused when refused.code().equals("id-reused") ->
            LOGGER.warn(
                "A result for {} stood already, and was another one: the projection's functions were changed without a new revision; what stands is kept",
                stream.name());
        case Result.Refused refused -> throw notAppended(stream, refused.message());
        case Result.Failed failed -> throw notAppended(stream, failed.message());
      }
    }
    return rest;
  }

  private static HaltedException notAppended(Declared stream, String why) {
    return new HaltedException("Cannot append to stream %s: %s".formatted(stream.name(), why));
  }
}
