package io.sillok.node.stream.time;

import io.sillok.node.cluster.partition.PartitionActors;
import io.sillok.node.stream.time.TimeMessage.MoveTo;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.protocol.window.EventTimes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorSystem;

/** {@link StreamTimes} with an actor for each partition of a log that somebody asks for. */
public final class ShardedStreamTimes implements StreamTimes {

  /** Of each partition, to tell how far it has come. */
  private static final long LOOKED_AT = 500;

  private final LogStore store;
  private final Clocks clocks;
  private final TimeSettings settings;
  private final PartitionActors<TimeMessage> partitions;
  private final TimeKeeper keeper;

  /** Starts the part of {@code system}'s node in it. */
  public ShardedStreamTimes(
      ActorSystem<?> system,
      Advances advances,
      Clocks clocks,
      TimeSettings settings,
      InstantSource clock) {
    this(SillokPersistence.get(system), system, advances, clocks, settings, clock);
  }

  private ShardedStreamTimes(
      SillokPersistence persistence,
      ActorSystem<?> system,
      Advances advances,
      Clocks clocks,
      TimeSettings settings,
      InstantSource clock) {
    store = persistence.store();
    this.clocks = clocks;
    this.settings = settings;
    TimeParts parts =
        new TimeParts(
            store, persistence.writers(), advances, clocks, settings, clock, this::tellFirst);
    partitions =
        PartitionActors.start(
            system,
            TimeMessage.class,
            "stream-time",
            (log, partition) -> TimeActor.create(parts, new LogId(log, partition)),
            new TimeMessage.Stop());
    keeper = new TimeKeeper(partitions, clocks, store.partitions());
    keeper.start(system, settings.interval());
  }

  private void tellFirst(String log, TimeMessage message) {
    partitions.tell(log, 0, message);
  }

  @Override
  public void keepMoving(Map<String, Set<String>> logs) {
    keeper.keepMoving(logs);
  }

  @Override
  public CompletionStage<Advanced> advance(String log, Instant time) {
    List<CompletableFuture<TimeAnswer>> answers =
        IntStream.range(0, store.partitions())
            .mapToObj(partition -> advance(log, partition, time))
            .toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> advanced(answers.stream().map(CompletableFuture::join).toList()));
  }

  private CompletableFuture<TimeAnswer> advance(String log, int partition, Instant time) {
    return partitions
        .<TimeAnswer>ask(log, partition, replyTo -> new MoveTo(time, replyTo), settings.timeout())
        .exceptionally(Trouble::of)
        .toCompletableFuture();
  }

  private static Advanced advanced(List<TimeAnswer> answers) {
    int advanced = 0;
    int alreadyThere = 0;
    for (TimeAnswer answer : answers) {
      switch (answer) {
        case TimeAnswer.There(boolean moved) when moved -> advanced++;
        case TimeAnswer.There there -> alreadyThere++;
        case TimeAnswer.Unavailable(String code, String message) ->
            throw new StreamTimeUnavailableException(code, message);
      }
    }
    return new Advanced(advanced, alreadyThere);
  }

  @Override
  public CompletionStage<Reached> reached(String log) {
    return clocks
        .of(log)
        .thenCombine(store.logs(), (clock, all) -> reached(log, all, CountedTimes.of(clock)))
        .thenCompose(Function.identity());
  }

  private CompletionStage<Reached> reached(
      String log, Collection<LogId> all, CountedTimes counted) {
    SortedMap<Integer, Instant> times = new ConcurrentSkipListMap<>();
    return CompletableFuture.allOf(
            all.stream()
                .filter(each -> each.name().equals(log))
                .map(each ->
                    LogTail.of(store.log(each), LOOKED_AT, counted)
                        .thenAccept(tail ->
                            tail.time().ifPresent(time -> times.put(each.partition(), time)))
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> reached(times));
  }

  private Reached reached(SortedMap<Integer, Instant> times) {
    Instant last = EventTimes.time(EventTimes.MAX);
    return new Reached(
        times.values().stream().max(Instant::compareTo),
        times.values().stream().filter(last::equals).count() == store.partitions(),
        times);
  }
}
