package io.sillok.node.window.verify;

import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamRecord;
import io.sillok.node.stream.StreamRecordCodec;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.append.RepeatableAppends;
import io.sillok.node.window.ProjectionVerification;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.lookup.TableFeeds;
import io.sillok.node.window.shard.FittingResult;
import io.sillok.node.window.shard.OutputEvents;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.writer.LogWriters;
import io.sillok.protocol.window.run.WindowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Compares what stands of a projection with what follows from its logs. */
public final class ProjectionVerifier {

  private final Streams streams;
  private final RepeatableAppends appends;
  private final LogWriters writers;
  private final TableFeeds tables;
  private final Executor executor;
  private final int pageBytes;

  /**
   * @param tables says how those are read that are looked up; they are read anew
   * @param executor runs the functions of projections
   * @param pageBytes of logs that are read at once
   */
  public ProjectionVerifier(
      Streams streams,
      RepeatableAppends appends,
      LogWriters writers,
      TableFeeds tables,
      Executor executor,
      int pageBytes) {
    this.streams = streams;
    this.appends = appends;
    this.writers = writers;
    this.tables = tables;
    this.executor = executor;
    this.pageBytes = pageBytes;
  }

  /** Compares all that follows from the events before {@code cut}. */
  public <E> CompletionStage<ProjectionVerification> verify(
      ProjectionDefinition<E> definition, Cut cut) {
    return declared(definition.version().results())
        .thenCombine(declared(definition.version().late()), ResultsAndLate::new)
        .thenCompose(found -> verify(definition, cut, found.results(), found.late()));
  }

  private record ResultsAndLate(Declared results, Declared late) {}

  private CompletionStage<Declared> declared(String stream) {
    return streams.find(stream).thenApply(found -> (Declared) found.orElseThrow());
  }

  private <E> CompletionStage<ProjectionVerification> verify(
      ProjectionDefinition<E> definition, Cut cut, Declared results, Declared late) {
    OutputEvents events = new OutputEvents(definition, 0);
    List<ResultDigest> follows = digests();
    Rebuild<E> rebuild =
        new Rebuild<>(
            definition,
            cut,
            writers,
            tables.apart(),
            executor,
            pageBytes,
            (result, shard) -> follows.get(shard).add(avro(events, results, result)));
    List<ResultDigest> stands = digests();
    return rebuild
        .run()
        .whenComplete((done, failure) -> rebuild.close())
        .thenCompose(tooLate ->
            standing(results, follows, stands, 0)
                .thenCompose(all -> lateBefore(definition, cut, late, 0, 0, 0))
                .thenApply(lateStands -> outcome(follows, stands, lateStands, tooLate)));
  }

  private List<ResultDigest> digests() {
    List<ResultDigest> digests = new ArrayList<>();
    for (int shard = 0; shard < streams.partitions(); shard++) {
      digests.add(new ResultDigest());
    }
    return digests;
  }

  /** As it is told. */
  private byte[] avro(OutputEvents events, Declared results, WindowResult result) {
    return results
        .codec()
        .encode(
            events.json(FittingResult.of(0, result, events, appends.encoder(results)).result()));
  }

  private static ProjectionVerification outcome(
      List<ResultDigest> follows, List<ResultDigest> stands, long late, long lateFollows) {
    long compared = stands.stream().mapToLong(ResultDigest::count).sum();
    return new ProjectionVerification(
        compared,
        ResultDigest.of(stands.stream().map(ResultDigest::text).toList()),
        ResultDigest.of(follows.stream().map(ResultDigest::text).toList()),
        late,
        lateFollows);
  }

  /** As many results of each shard as follow, which are the first that stand. */
  private CompletionStage<Void> standing(
      Declared results, List<ResultDigest> follows, List<ResultDigest> stands, int shard) {
    return shard == stands.size()
        ? CompletableFuture.completedFuture(null)
        : standing(results, shard, follows.get(shard).count(), stands.get(shard), 0)
            .thenCompose(done -> standing(results, follows, stands, shard + 1));
  }

  private CompletionStage<Void> standing(
      Declared results, int shard, long count, ResultDigest stands, long from) {
    return stands.count() >= count
        ? CompletableFuture.completedFuture(null)
        : writers
            .read(new LogId(results.log(), shard), from, pageBytes)
            .thenComposeAsync(
                blocks -> {
                  for (IndexedEvent event : events(blocks)) {
                    if (stands.count() < count) {
                      stands.add(record(event).avro());
                    }
                  }
                  return blocks.isEmpty()
                      ? CompletableFuture.<Void>completedFuture(null)
                      : standing(results, shard, count, stands, blocks.getLast().nextOffset());
                },
                executor);
  }

  private CompletionStage<Long> lateBefore(
      ProjectionDefinition<?> definition,
      Cut cut,
      Declared late,
      int partition,
      long from,
      long sofar) {
    if (partition == streams.partitions()) {
      return CompletableFuture.completedFuture(sofar);
    }
    return writers
        .read(new LogId(late.log(), partition), from, pageBytes)
        .thenComposeAsync(
            blocks -> {
              long more =
                  events(blocks).stream()
                      .filter(event -> isBefore(definition, cut, late, record(event)))
                      .count();
              return blocks.isEmpty()
                  ? lateBefore(definition, cut, late, partition + 1, 0, sofar)
                  : lateBefore(
                      definition,
                      cut,
                      late,
                      partition,
                      blocks.getLast().nextOffset(),
                      sofar + more);
            },
            executor);
  }

  private boolean isBefore(
      ProjectionDefinition<?> definition, Cut cut, Declared late, StreamRecord record) {
    var json = late.codec().decode(record.avro(), late.schema());
    for (int source = 0; source < definition.sources().size(); source++) {
      if (definition.sources().get(source).stream().equals(json.path("stream").asText())) {
        int input = source * streams.partitions() + json.path("partition").asInt();
        return json.path("offset").asLong() < cut.end(input);
      }
    }
    return false;
  }

  private static List<IndexedEvent> events(List<Block> blocks) {
    return blocks.stream().flatMap(block -> block.indexed().stream()).toList();
  }

  private static StreamRecord record(IndexedEvent event) {
    return StreamRecordCodec.decode(event.event().payload().bytes());
  }
}
