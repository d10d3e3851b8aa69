package io.sillok.node.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.journaled.Recorded;
import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.persistence.pekko.query.LogScope;
import io.sillok.persistence.pekko.query.LogsQuery;
import io.sillok.persistence.pekko.query.PlacedEvent;
import io.sillok.persistence.pekko.query.QuerySettings;
import io.sillok.persistence.pekko.query.Selection;
import io.sillok.protocol.schema.EntityModel.EventModel;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** The streams of the entity types of a node's modules, read from the entity types' logs. */
public final class EntityStreams implements Streams {

  private final ActorSystem<?> system;
  private final LogStore store;
  private final LogsQuery query;
  private final RecordedCodec codec;
  private final SchemaVersions versions;
  private final SortedMap<String, StreamDefinition> definitions = new TreeMap<>();

  /**
   * @param codec of the events
   */
  public EntityStreams(
      ActorSystem<?> system, EntityModels models, RecordedCodec codec, SchemaVersions versions) {
    this.system = system;
    this.codec = codec;
    this.versions = versions;
    SillokPersistence persistence = SillokPersistence.get(system);
    Config config = system.settings().config().getConfig("sillok.node.streams");
    store = persistence.store();
    query = new LogsQuery(persistence, QuerySettings.of(config));
    models.modules().stream()
        .flatMap(module -> module.entityTypes().stream())
        .forEach(model ->
            model.events().values().stream()
                .map(event -> new StreamDefinition(model.type().name(), event))
                .forEach(stream -> definitions.put(stream.name(), stream)));
  }

  @Override
  public List<StreamDefinition> all() {
    return List.copyOf(definitions.values());
  }

  @Override
  public Optional<StreamDefinition> find(String name) {
    return Optional.ofNullable(definitions.get(name));
  }

  @Override
  public CompletionStage<List<SchemaVersion>> versions(StreamDefinition stream) {
    return versions.of(stream.name());
  }

  @Override
  public CompletionStage<StreamPosition> end(StreamDefinition stream) {
    return inEachLog(
        stream,
        log -> log.last().thenApply(last -> last.map(block -> block.nextOffset()).orElse(0L)));
  }

  @Override
  public CompletionStage<StreamPosition> since(StreamDefinition stream, Instant time) {
    return inEachLog(stream, log -> LogSearch.firstSince(log, time));
  }

  private CompletionStage<StreamPosition> inEachLog(
      StreamDefinition stream, Function<PartitionLog, CompletionStage<Long>> find) {
    return scope(stream)
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
  public CompletionStage<StreamPage> page(StreamReading reading, int limit) {
    return end(reading.stream())
        .thenCompose(end ->
            current(reading)
                .take(limit)
                .runWith(Sink.seq(), system)
                .thenApply(events -> page(reading, limit, end, events)));
  }

  private static StreamPage page(
      StreamReading reading, int limit, StreamPosition end, List<StreamEvent> events) {
    StreamPosition last = events.isEmpty() ? reading.from() : events.getLast().position();
    return new StreamPage(events, events.size() < limit ? last.orBehind(end) : last);
  }

  @Override
  public Source<StreamEvent, NotUsed> current(StreamReading reading) {
    StreamDefinition stream = reading.stream();
    return query
        .current(scope(stream), selection(reading), reading.from().in(stream.entityType()))
        .map(placed -> event(stream, placed));
  }

  @Override
  public Source<StreamEvent, NotUsed> live(StreamReading reading) {
    StreamDefinition stream = reading.stream();
    return query
        .live(scope(stream), selection(reading), reading.from().in(stream.entityType()))
        .map(placed -> event(stream, placed));
  }

  private static LogScope scope(StreamDefinition stream) {
    return LogScope.named(stream.entityType());
  }

  private static Selection selection(StreamReading reading) {
    String name = reading.stream().name();
    Optional<String> id = reading.key().map(key -> persistenceId(reading.stream(), key));
    return Selection.of(event ->
        event.payload().manifest().equals(name)
            && (id.isEmpty() || event.persistenceId().equals(id.get())));
  }

  private static String persistenceId(StreamDefinition stream, String key) {
    return stream.entityType() + "|" + key;
  }

  private StreamEvent event(StreamDefinition stream, PlacedEvent placed) {
    IndexedEvent indexed = placed.event();
    Recorded recorded =
        codec.decode(indexed.event().payload().manifest(), indexed.event().payload().bytes());
    return new StreamEvent(
        StreamPosition.of(stream.name(), stream.entityType(), placed.position()),
        indexed.log().partition(),
        indexed.offset(),
        indexed.event().persistenceId().substring(persistenceId(stream, "").length()),
        indexed.event().sequenceNumber(),
        recorded.eventTime(),
        indexed.appendedAt(),
        json(stream.event(), recorded.event()));
  }

  private static <E> JsonNode json(EventModel<E> model, Object event) {
    return model.json().toTree(model.record().cast(event));
  }
}
