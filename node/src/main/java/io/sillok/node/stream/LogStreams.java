package io.sillok.node.stream;

import com.typesafe.config.Config;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.stage.PekkoStages;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamDefinition.OfEntityType;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.PartitionLog.LogState;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.persistence.pekko.query.LogScope;
import io.sillok.persistence.pekko.query.LogsQuery;
import io.sillok.persistence.pekko.query.Passed;
import io.sillok.persistence.pekko.query.PassedPlace;
import io.sillok.persistence.pekko.query.PlacedEvent;
import io.sillok.persistence.pekko.query.QuerySettings;
import io.sillok.persistence.pekko.query.Selection;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** The streams of a node's entity types and those that were declared, read from their logs. */
public final class LogStreams implements Streams {

  private final ActorSystem<?> system;
  private final LogStore store;
  private final LogsQuery query;
  private final Partitioner partitioner;
  private final EventDecoder decoder;
  private final SchemaVersions versions;
  private final DeclaredStreams declared;
  private final SortedMap<String, StreamDefinition> ofEntityTypes = new TreeMap<>();

  /**
   * @param codec of entities' events
   */
  public LogStreams(
      ActorSystem<?> system,
      EntityModels models,
      RecordedCodec codec,
      SchemaVersions versions,
      DeclaredStreams declared) {
    this.system = system;
    this.versions = versions;
    this.declared = declared;
    SillokPersistence persistence = SillokPersistence.get(system);
    Config config = system.settings().config().getConfig("sillok.node.streams");
    store = persistence.store();
    partitioner = new Partitioner(store.partitions());
    decoder = new EventDecoder(codec, new Schemas(store.facts()));
    query = new LogsQuery(persistence, QuerySettings.of(config));
    models.modules().stream()
        .flatMap(module -> module.entityTypes().stream())
        .forEach(model ->
            model.events().values().stream()
                .map(event -> new OfEntityType(model.type().name(), event))
                .forEach(stream -> ofEntityTypes.put(stream.name(), stream)));
  }

  @Override
  public CompletionStage<List<StreamDefinition>> all() {
    return declared
        .all()
        .thenApply(streams ->
            Stream.concat(streams.stream(), ofEntityTypes.values().stream())
                .sorted(Comparator.comparing(StreamDefinition::name))
                .toList());
  }

  @Override
  public CompletionStage<Optional<StreamDefinition>> find(String name) {
    StreamDefinition ofEntityType = ofEntityTypes.get(name);
    return ofEntityType != null
        ? CompletableFuture.completedFuture(Optional.of(ofEntityType))
        : declared.find(name).thenApply(found -> found.map(Function.identity()));
  }

  @Override
  public CompletionStage<List<SchemaVersion>> versions(StreamDefinition stream) {
    return versions.of(stream.name());
  }

  @Override
  public int partitions() {
    return partitioner.partitions();
  }

  @Override
  public CompletionStage<StreamPosition> end(StreamDefinition stream) {
    return inEachLog(
        stream,
        log -> log.last().thenApply(last -> last.map(block -> block.nextOffset()).orElse(0L)));
  }

  @Override
  public CompletionStage<StreamPosition> start(StreamDefinition stream) {
    return inEachLog(
        stream, log -> log.state().thenApply(state -> state.map(LogState::firstOffset).orElse(0L)));
  }

  @Override
  public CompletionStage<StreamPosition> since(StreamDefinition stream, Instant time) {
    return inEachLog(stream, log -> LogSearch.firstSince(log, time));
  }

  private CompletionStage<StreamPosition> inEachLog(
      StreamDefinition stream, Function<PartitionLog, CompletionStage<Long>> find) {
    return LogScope.named(stream.log())
        .present(store)
        .thenCompose(logs -> {
          SortedMap<Integer, Long> offsets = Collections.synchronizedSortedMap(new TreeMap<>());
          CompletableFuture<?>[] found =
              logs.stream()
                  .map(log ->
                      find.apply(store.log(log))
                          .thenAccept(offset -> put(offsets, log, offset))
                          .toCompletableFuture())
                  .toArray(CompletableFuture<?>[]::new);
          return CompletableFuture.allOf(found)
              .thenApply(done -> new StreamPosition(stream.name(), offsets));
        });
  }

  private static void put(SortedMap<Integer, Long> offsets, LogId log, long offset) {
    if (offset > 0) {
      offsets.put(log.partition(), offset);
    }
  }

  @Override
  public CompletionStage<List<StreamEvent>> latest(StreamDefinition stream, int count) {
    return end(stream)
        .thenCompose(end -> {
          long ofEach = Math.ceilDiv(count, Math.max(1, end.offsets().size()));
          return page(
              current(new StreamReading(stream, end.before(ofEach))), count, new PageRoom());
        });
  }

  @Override
  public CompletionStage<StreamPage> page(StreamReading reading, int limit) {
    PageRoom room = new PageRoom();
    return end(reading.stream())
        .thenCompose(end ->
            page(current(reading), limit, room)
                .thenApply(
                    events -> page(reading, events, end, events.size() == limit || room.isFull())));
  }

  private CompletionStage<List<StreamEvent>> page(
      Source<StreamEvent, NotUsed> events, int limit, PageRoom room) {
    return PekkoStages.run(system, events.take(limit).takeWhile(room::add, true), Sink.seq());
  }

  private static StreamPage page(
      StreamReading reading, List<StreamEvent> events, StreamPosition end, boolean full) {
    StreamPosition last = events.isEmpty() ? reading.from() : events.getLast().position();
    return new StreamPage(events, full ? last : last.orBehind(end), full);
  }

  @Override
  public Source<StreamEvent, NotUsed> current(StreamReading reading) {
    return read(
        reading,
        query.current(
            scope(reading), selection(reading), reading.from().in(reading.stream().log())));
  }

  @Override
  public Source<StreamEvent, NotUsed> live(StreamReading reading) {
    return read(
        reading,
        query.live(scope(reading), selection(reading), reading.from().in(reading.stream().log())));
  }

  @Override
  public Source<Passing, NotUsed> livePassing(StreamReading reading) {
    StreamDefinition stream = reading.stream();
    PresentReading present = new PresentReading(declared, decoder, reading);
    return query
        .livePassing(scope(reading), selection(reading), reading.from().in(stream.log()))
        .mapAsync(1, passed -> passing(stream, present, passed))
        .map(Supplier::get)
        .filter(Optional::isPresent)
        .map(Optional::orElseThrow);
  }

  private static CompletionStage<Supplier<Optional<Passing>>> passing(
      StreamDefinition stream, PresentReading present, Passed passed) {
    return switch (passed) {
      case PlacedEvent event ->
          present
              .placed(event)
              .thenApply(placed -> () -> present.event(placed).map(Passing.Wanted::new));
      case PassedPlace(var position) -> {
        var place = StreamPosition.of(stream.name(), stream.log(), position);
        yield CompletableFuture.completedFuture(() -> Optional.of(new Passing.Place(place)));
      }
    };
  }

  private Source<StreamEvent, NotUsed> read(
      StreamReading reading, Source<PlacedEvent, NotUsed> events) {
    PresentReading present = new PresentReading(declared, decoder, reading);
    return events.via(new OnDemand<>(present::placed, present::event));
  }

  private LogScope scope(StreamReading reading) {
    StreamDefinition stream = reading.stream();
    return reading
        .key()
        .map(key -> Set.of(stream.partition(key, partitioner)))
        .or(() -> Optional.of(reading.partitions()).filter(some -> !some.isEmpty()))
        .map(partitions -> LogScope.partitions(stream.log(), partitions))
        .orElseGet(() -> LogScope.named(stream.log()));
  }

  private static Selection selection(StreamReading reading) {
    Optional<String> key = reading.key();
    return switch (reading.stream()) {
      case OfEntityType stream -> {
        Optional<String> id = key.map(stream::persistenceId);
        yield Selection.of(event ->
            event.payload().manifest().equals(stream.name())
                && (id.isEmpty() || event.persistenceId().equals(id.get())));
      }
      case Declared stream ->
          Selection.of(
              event -> key.isEmpty() || StreamRecordCodec.key(event.payload().bytes()).equals(key));
    };
  }
}
