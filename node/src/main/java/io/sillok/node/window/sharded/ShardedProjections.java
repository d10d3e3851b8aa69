package io.sillok.node.window.sharded;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cluster.partition.PartitionActors;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.time.StreamTimes;
import io.sillok.node.window.HandOvers;
import io.sillok.node.window.ProjectionStanding;
import io.sillok.node.window.ProjectionUnavailableException;
import io.sillok.node.window.ProjectionVerification;
import io.sillok.node.window.Projections;
import io.sillok.node.window.ServedProjection;
import io.sillok.node.window.ShardProgress;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionInput;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.kept.ProjectionDeclaring;
import io.sillok.node.window.definition.kept.ProjectionRetiring;
import io.sillok.node.window.lookup.OpenTable;
import io.sillok.node.window.lookup.TableView;
import io.sillok.node.window.ranking.Ranking;
import io.sillok.node.window.ranking.TopResults;
import io.sillok.node.window.reading.PageSource;
import io.sillok.node.window.reading.PartitionReading;
import io.sillok.node.window.reading.ProjectionReader;
import io.sillok.node.window.reading.ReaderMessage;
import io.sillok.node.window.reading.ReaderMessage.Pull;
import io.sillok.node.window.reading.ReaderParts;
import io.sillok.node.window.shard.ShardAnswer;
import io.sillok.node.window.shard.ShardMessage;
import io.sillok.node.window.shard.ShardParts;
import io.sillok.node.window.shard.ShardPlan;
import io.sillok.node.window.shard.WindowShard;
import io.sillok.node.window.sharded.ProjectionCatalog.Entry;
import io.sillok.node.window.verify.ProjectionVerifier;
import io.sillok.persistence.Facts;
import io.sillok.persistence.LogId;
import io.sillok.persistence.Partitioner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Projections} whose readers live with the partitions that they read, as do shards. */
public final class ShardedProjections implements Projections {

  private static final Logger LOGGER = LoggerFactory.getLogger(ShardedProjections.class);
  private static final Duration VERIFIES_WITHIN = Duration.ofSeconds(20);
  private static final String SEPARATOR = ShardQuestions.SEPARATOR;

  private final Partitioner partitioner;
  private final ReaderParts readerParts;
  private final ShardParts shardParts;
  private final ProjectionVersions versions;
  private final ProjectionCatalog catalog;
  private final StreamTimes times;

  /** The logs whose event time was asked to go on. */
  private Map<String, Set<String>> moving = Map.of();

  private final Retentions retentions = new Retentions();
  private final Leftovers leftovers;
  private final PartitionActors<ReaderMessage> readers;
  private final PartitionActors<ShardMessage> shards;
  private final ShardQuestions questions;
  private final NextVersions nextVersions;
  private final InputHeads inputs;
  private final ShownWatermarks watermarks = new ShownWatermarks();
  private final ProjectionVerifier verifier;
  private final VerifyJobs jobs = new VerifyJobs(VERIFIES_WITHIN);

  /**
   * Starts the part of {@code system}'s node in projections.
   *
   * @param wakeInterval how often shards are reminded that they should be at work
   */
  public ShardedProjections(
      ActorSystem<?> system,
      ProjectionVersions versions,
      Facts facts,
      StreamTimes times,
      ReaderParts readerParts,
      ShardParts shardParts,
      Duration wakeInterval) {
    this.versions = versions;
    this.times = times;
    this.readerParts = readerParts;
    this.shardParts = shardParts;
    Streams streams = shardParts.streams();
    ServingVersions serving = new ServingVersions(facts);
    ToldSoFar told = new ToldSoFar(shardParts.told(), times, streams.partitions());
    catalog = new ProjectionCatalog(versions, serving, new ModuleTurns(serving, told));
    partitioner = new Partitioner(streams.partitions());
    inputs = new InputHeads(streams);
    leftovers = new Leftovers(shardParts);
    verifier =
        new ProjectionVerifier(
            streams,
            shardParts.appends(),
            readerParts.heads().writers(),
            readerParts.tables(),
            readerParts.executor(),
            readerParts.pageBytes());
    readers =
        PartitionActors.startLasting(
            system,
            ReaderMessage.class,
            "projection-reader",
            (name, partition, leave) -> reader(name, partition),
            new ReaderMessage.Stop());
    shards =
        PartitionActors.startLasting(
            system,
            ShardMessage.class,
            "projection-shard",
            (name, shard, leave) -> shard(name, shard),
            new ShardMessage.Stop());
    questions = new ShardQuestions(shards, partitioner);
    nextVersions = new NextVersions(new Running(told), InstantSource.system());
    system
        .scheduler()
        .scheduleWithFixedDelay(
            Duration.ZERO, wakeInterval, this::wakeAll, system.executionContext());
  }

  private void wakeAll() {
    catalog
        .refresh()
        .thenCompose(done -> catalog.beginTurns())
        .whenComplete((done, failure) -> {
          if (failure != null) {
            LOGGER.warn("Projections cannot be looked up: {}", failure.getMessage());
          }
          keepMoving(catalog.movingLogs());
          catalog.all().values().forEach(this::wake);
        });
    lookAfterStreams();
  }

  private void lookAfterStreams() {
    shardParts
        .streams()
        .all()
        .whenComplete((all, failure) -> {
          if (failure == null) {
            retentions.are(all);
            leftovers.drop(catalog.retired(), all);
          } else {
            LOGGER.warn("Streams cannot be looked up: {}", failure.getMessage());
          }
        });
  }

  private synchronized void keepMoving(Map<String, Set<String>> logs) {
    if (!logs.equals(moving)) {
      moving = logs;
      times.keepMoving(logs);
    }
  }

  private void wake(Entry entry) {
    for (ProjectionVersion version : entry.running()) {
      catalog
          .definition(version)
          .ifPresent(ready ->
              partitions()
                  .forEach(shard ->
                      shards.tell(ShardQuestions.nameOf(version), shard, new ShardMessage.Wake())));
    }
    if (entry.running().size() > 1) {
      nextVersions
          .look(entry)
          .whenComplete((done, failure) -> {
            if (failure != null) {
              LOGGER.warn(
                  "It is not known whether {} can serve: {}", entry.last(), failure.getMessage());
            }
          });
    }
  }

  /** What next versions ask. */
  private final class Running implements NextVersions.Running {

    private final ToldSoFar told;

    private Running(ToldSoFar told) {
      this.told = told;
    }

    @Override
    public CompletionStage<ProjectionStanding> standing(Entry entry, ProjectionVersion version) {
      return ShardedProjections.this.standing(entry, version);
    }

    @Override
    public CompletionStage<List<ShardAnswer>> looks(ProjectionVersion version) {
      return questions.looks(version);
    }

    @Override
    public CompletionStage<HandOvers> told(ProjectionVersion version, long held) {
      return told.of(version, held);
    }

    @Override
    public CompletionStage<Void> serve(ProjectionVersion version, HandOvers since) {
      return catalog.serve(version, since);
    }
  }

  private IntStream partitions() {
    return IntStream.range(0, partitioner.partitions());
  }

  private static ProjectionVersion version(String name) {
    String[] parts = name.split(SEPARATOR, -1);
    return new ProjectionVersion(parts[0], Integer.parseInt(parts[1]));
  }

  /** One that only other nodes can run is none of this node's. */
  private Behavior<ShardMessage> shard(String name, int shard) {
    ProjectionVersion version = version(name);
    return this.<ShardMessage>onceKnown(version, new ShardMessage.Wake(), new ShardMessage.Stop())
        .begin(definition ->
            WindowShard.create(
                shardParts,
                new ShardPlan(
                    definition,
                    shard,
                    partitioner.partitions(),
                    (input, pull) -> ask(version, input, pull),
                    () -> catalog.isWanted(version),
                    () -> catalog.isAlone(version),
                    () -> catalog.logs().contains(version.results()),
                    () -> retentions.shortest(definition),
                    () -> catalog.versions(version))));
  }

  private <M> OnceKnown<M, ProjectionDefinition<?>> onceKnown(
      ProjectionVersion version, M looked, M stop) {
    return new OnceKnown<>(() -> catalog.definition(version), catalog::refresh, looked, stop);
  }

  private void ask(ProjectionVersion version, int input, Pull pull) {
    int source = input / partitioner.partitions();
    int partition = input % partitioner.partitions();
    readers.tell(ShardQuestions.nameOf(version) + SEPARATOR + source, partition, pull);
  }

  private Behavior<ReaderMessage> reader(String name, int partition) {
    int source = Integer.parseInt(name.substring(name.lastIndexOf(SEPARATOR) + 1));
    ProjectionVersion version = version(name);
    return this.<ReaderMessage>onceKnown(
            version, new ReaderMessage.Again(), new ReaderMessage.Stop())
        .begin(definition ->
            ProjectionReader.create(readerParts, source(definition, source, partition)));
  }

  private <E> PageSource source(ProjectionDefinition<E> definition, int source, int partition) {
    ProjectionInput<E> input = definition.sources().get(source);
    Optional<OpenTable> table = input.table().map(readerParts.tables()::open);
    return new PageSource(
        readerParts,
        new LogId(input.log(), partition),
        new PartitionReading<>(
            definition,
            source,
            partition,
            partitioner,
            table.<TableView>map(open -> open).orElse(TableView.NONE)),
        table);
  }

  @Override
  public CompletionStage<ProjectionDeclaring> declare(
      String projection, JsonNode document, boolean dryRun) {
    return versions
        .declare(projection, document, dryRun)
        .thenCompose(outcome ->
            dryRun
                ? CompletableFuture.completedFuture(outcome)
                : catalog.refresh().thenApply(done -> outcome));
  }

  @Override
  public CompletionStage<ProjectionRetiring> retire(String projection) {
    return versions
        .retire(projection)
        .thenCompose(outcome -> catalog.refresh().thenApply(done -> outcome));
  }

  @Override
  public CompletionStage<List<ProjectionStanding>> all() {
    return Stages.all(catalog.all().values().stream().map(this::shown).toList());
  }

  /** One that is not known may have been declared at another node just now. */
  @Override
  public CompletionStage<Optional<ProjectionStanding>> find(String projection) {
    CompletionStage<Void> looked =
        catalog.find(projection).isPresent()
            ? CompletableFuture.completedFuture(null)
            : catalog.refresh();
    return looked.thenCompose(done ->
        catalog
            .find(projection)
            .map(entry -> shown(entry).thenApply(Optional::of))
            .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
  }

  private CompletionStage<ProjectionStanding> shown(Entry entry) {
    return standing(entry).thenApply(watermarks::shown);
  }

  private CompletionStage<ProjectionStanding> standing(Entry entry) {
    return entry.running().size() == 1
        ? standing(entry, entry.serves())
        : standing(entry, entry.serves())
            .thenCombine(standing(entry, entry.last()), (serves, last) -> serves.followedBy(last));
  }

  private CompletionStage<ProjectionStanding> standing(Entry entry, ProjectionVersion version) {
    return catalog
        .definition(version)
        .map(ready -> standing(entry, version, ready))
        .orElseGet(() ->
            CompletableFuture.completedFuture(
                Standings.notReady(entry, version, catalog.trouble(version))));
  }

  private CompletionStage<ProjectionStanding> standing(
      Entry entry, ProjectionVersion version, ProjectionDefinition<?> definition) {
    return inputs
        .heads(definition)
        .thenCombine(
            questions.looks(version),
            (heads, answers) ->
                new Standings(entry, definition, heads, catalog.outdated(definition)).of(answers));
  }

  @Override
  public List<ServedProjection> served() {
    return catalog.served();
  }

  @Override
  public List<ShardProgress> progress() {
    return List.copyOf(shardParts.progress().values());
  }

  @Override
  public CompletionStage<ProjectionVerification> verify(String projection) {
    ProjectionDefinition<?> definition = ready(projection);
    return jobs.outcome(
        projection,
        () -> questions.cut(definition).thenCompose(cut -> verifier.verify(definition, cut)));
  }

  /** The version that serves. */
  private ProjectionDefinition<?> ready(String projection) {
    ProjectionVersion serves =
        catalog
            .find(projection)
            .orElseThrow(() ->
                new ProjectionUnavailableException(
                    "Projection %s was retired".formatted(projection)))
            .serves();
    return catalog
        .definition(serves)
        .orElseThrow(() -> new ProjectionUnavailableException(catalog.trouble(serves)));
  }

  @Override
  public CompletionStage<WindowPage> windows(WindowQuery query) {
    return ask(
        query,
        replyTo ->
            new ShardMessage.Find(
                query.key().orElse(""),
                query.from(),
                query.to(),
                query.after(),
                query.limit(),
                replyTo));
  }

  @Override
  public CompletionStage<WindowPage> previews(WindowQuery query) {
    return ask(
        query,
        replyTo ->
            new ShardMessage.Preview(
                query.key().orElse(""),
                query.from(),
                query.to(),
                query.after(),
                query.limit(),
                replyTo));
  }

  @Override
  public CompletionStage<WindowPage> top(TopQuery query) {
    ProjectionDefinition<?> definition = ready(query.projection());
    Ranking ranking = Ranking.of(definition.results().schema(), query.by());
    return questions
        .all(
            definition.version(),
            query.key(),
            (sofar, replyTo) ->
                new ShardMessage.Top(
                    query.key().orElse(""),
                    query.from(),
                    query.to(),
                    query.open(),
                    query.by(),
                    sofar.isEmpty() ? "" : sofar.getLast(),
                    query.most() - sofar.size(),
                    replyTo))
        .thenApply(found -> {
          TopResults best = new TopResults(ranking, query.most());
          found.forEach(best::add);
          return new WindowPage(best.inOrder(), Optional.empty(), Optional.empty());
        });
  }

  private CompletionStage<WindowPage> ask(
      WindowQuery query, Function<ActorRef<ShardAnswer>, ShardMessage> question) {
    return questions
        .find(ready(query.projection()).version(), query.key(), question)
        .thenApply(
            found -> WindowMerge.of(found, query.limit(), query.key().map(partitioner::spread)));
  }
}
