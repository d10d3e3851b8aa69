package io.sillok.node.stream.append;

import io.sillok.node.cluster.partition.NoAnswer;
import io.sillok.node.cluster.partition.PartitionActors;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.append.Appended.Part;
import io.sillok.node.stream.append.Appended.Result;
import io.sillok.node.stream.append.AppenderAnswer.Place;
import io.sillok.node.stream.append.AppenderMessage.Append;
import io.sillok.node.stream.append.AppenderMessage.EncodedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.pekko.SillokPersistence;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntToLongFunction;
import org.apache.pekko.actor.typed.ActorSystem;

/** Sends events to the appenders of their partitions, wherever these are. */
public final class StreamAppends implements Appends, RepeatableAppends {

  private final PartitionActors<AppenderMessage> appenders;
  private final Partitioner partitioner;
  private final AppendSettings settings;
  private final BatchLimit limit;

  /** Starts the part of {@code system}'s node in appending. */
  public StreamAppends(ActorSystem<?> system, AppendSettings settings) {
    SillokPersistence persistence = SillokPersistence.get(system);
    this.settings = settings;
    partitioner = new Partitioner(persistence.store().partitions());
    limit = new BatchLimit(persistence.writers().largestWrite());
    appenders =
        PartitionActors.start(
            system,
            AppenderMessage.class,
            "stream-appender",
            (stream, partition) ->
                Appender.create(
                    new AppenderLog(
                        persistence,
                        new LogId(stream, partition),
                        settings.rememberedEvents(),
                        InstantSource.system()),
                    settings.pendingBytes()),
            new AppenderMessage.Stop());
  }

  @Override
  public CompletionStage<Appended> append(Declared stream, List<NewEvent> events) {
    EventEncoder encoder =
        new EventEncoder(
            stream,
            partitioner,
            settings.maxEventBytes(),
            settings.mostAhead().map(Instant.now()::plus).orElse(Instant.MAX));
    return append(
        stream,
        RepeatedIds.refuse(events.stream().map(encoder::encode).toList()),
        partition -> Append.RECENT);
  }

  @Override
  public EventEncoder encoder(Declared stream) {
    return new EventEncoder(stream, partitioner, settings.maxEventBytes(), Instant.MAX);
  }

  @Override
  public CompletionStage<Appended> append(
      Declared stream, List<Encoding.Ready> events, StreamPosition since) {
    return append(stream, events, partition -> since.offsets().getOrDefault(partition, 0L));
  }

  /**
   * Moves event time of a partition on to {@code time}, behind all that was appended before;
   * whether it had not come there yet. Fails with {@link StoreException} or {@link
   * java.util.concurrent.TimeoutException} when it is not known whether it has.
   */
  public CompletionStage<Boolean> advance(LogId log, Instant time) {
    return appenders
        .<AppenderAnswer>ask(
            log.name(),
            log.partition(),
            replyTo -> new AppenderMessage.Advance(time, replyTo),
            settings.timeout())
        .thenApply(answer ->
            switch (answer) {
              case AppenderAnswer.Moved(boolean moved) -> moved;
              case AppenderAnswer.Unavailable(String code, String message) ->
                  throw new StoreException(code, message, null);
              case AppenderAnswer.Stand none -> throw unexpected(none);
              case AppenderAnswer.Reused none -> throw unexpected(none);
            });
  }

  private static IllegalStateException unexpected(AppenderAnswer answer) {
    return new IllegalStateException("An advance was answered with " + answer);
  }

  private CompletionStage<Appended> append(
      Declared stream, List<? extends Encoding> encodings, IntToLongFunction since) {
    Result[] results = new Result[encodings.size()];
    Map<Integer, Integer> refusing = refuse(encodings, results);
    SortedMap<Integer, List<Integer>> indexes = new TreeMap<>();
    for (int index = 0; index < results.length; index++) {
      if (encodings.get(index) instanceof Encoding.Ready ready) {
        if (refusing.containsKey(ready.partition())) {
          results[index] = new Result.Withheld(refusing.get(ready.partition()));
        } else {
          indexes.computeIfAbsent(ready.partition(), any -> new ArrayList<>()).add(index);
        }
      }
    }
    Optional<Result.Failed> tooLarge = limit.exceeded(indexes.values(), encodings);
    if (tooLarge.isPresent()) {
      Arrays.setAll(results, index -> results[index] == null ? tooLarge.get() : results[index]);
      return CompletableFuture.completedFuture(
          new Appended(position(stream, results), Arrays.asList(results)));
    }
    CompletableFuture<?>[] appends =
        indexes.entrySet().stream()
            .map(entry ->
                append(
                    stream,
                    entry.getKey(),
                    since.applyAsLong(entry.getKey()),
                    entry.getValue(),
                    encodings,
                    results))
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(appends)
        .thenApply(done -> new Appended(position(stream, results), Arrays.asList(results)));
  }

  /**
   * Puts the refusals into {@code results}; for each partition, the first event that it refuses.
   */
  private static Map<Integer, Integer> refuse(
      List<? extends Encoding> encodings, Result[] results) {
    Map<Integer, Integer> refusing = new HashMap<>();
    for (int index = 0; index < results.length; index++) {
      if (encodings.get(index) instanceof Encoding.Wrong(int partition, Result.Refused why)) {
        results[index] = why;
        refusing.putIfAbsent(partition, index);
      }
    }
    return refusing;
  }

  private CompletableFuture<?> append(
      Declared stream,
      int partition,
      long since,
      List<Integer> indexes,
      List<? extends Encoding> encodings,
      Result[] results) {
    List<Encoding.Ready> ready =
        indexes.stream().map(index -> (Encoding.Ready) encodings.get(index)).toList();
    List<EncodedEvent> events = ready.stream().map(Encoding.Ready::event).toList();
    return appenders
        .<AppenderAnswer>ask(
            stream.name(),
            partition,
            replyTo -> new Append(events, since, replyTo),
            settings.timeout())
        .exceptionally(failure -> {
          NoAnswer why =
              NoAnswer.of(
                  failure, "The partition did not answer in time; append again with the same ids");
          return new AppenderAnswer.Unavailable(why.code(), why.message());
        })
        .thenAccept(answer -> {
          for (int i = 0; i < indexes.size(); i++) {
            results[indexes.get(i)] = result(answer, i, indexes, partition, ready.get(i));
          }
        })
        .toCompletableFuture();
  }

  private static Result result(
      AppenderAnswer answer,
      int index,
      List<Integer> indexes,
      int partition,
      Encoding.Ready ready) {
    return switch (answer) {
      case AppenderAnswer.Stand(List<Place> places) ->
          new Result.Stands(
              partition, places.get(index).offset(), ready.key(), places.get(index).duplicate());
      case AppenderAnswer.Reused(List<Integer> reused) when reused.contains(index) ->
          new Result.Refused(
              "id-reused",
              "Another event with this source and id stands already; an id is of one event for ever",
              Part.ID,
              List.of());
      case AppenderAnswer.Reused(List<Integer> reused) ->
          new Result.Withheld(indexes.get(reused.getFirst()));
      case AppenderAnswer.Unavailable(String code, String message) ->
          new Result.Failed(code, message);
      case AppenderAnswer.Moved none -> throw unexpected(none);
    };
  }

  private static StreamPosition position(Declared stream, Result[] results) {
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    for (Result result : results) {
      if (result instanceof Result.Stands stands) {
        offsets.merge(stands.partition(), stands.offset() + 1, Math::max);
      }
    }
    return new StreamPosition(stream.name(), offsets);
  }
}
