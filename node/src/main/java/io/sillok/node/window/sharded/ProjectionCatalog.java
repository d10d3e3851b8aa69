package io.sillok.node.window.sharded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.window.HandOvers;
import io.sillok.node.window.ServedProjection;
import io.sillok.node.window.Turn;
import io.sillok.node.window.Turns;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionInput;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.DeclaredDownstream;
import io.sillok.node.window.definition.kept.KeptProjection;
import io.sillok.persistence.Cause;
import io.sillok.protocol.schema.ProjectionModel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The projections that a node knows, and those of their versions that run: the one that serves, and
 * the next one until it has come as far.
 */
final class ProjectionCatalog {

  private static final Logger LOGGER = LoggerFactory.getLogger(ProjectionCatalog.class);

  private final ProjectionVersions versions;
  private final ServingVersions serving;
  private final ModuleTurns moduleTurns;
  private final SharedLook look = new SharedLook(this::look);
  private final ConcurrentHashMap<ProjectionVersion, ProjectionDefinition<?>> ready =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<ProjectionVersion, String> troubles = new ConcurrentHashMap<>();
  private volatile SortedMap<String, Entry> entries = new TreeMap<>();
  private volatile List<KeptProjection> retired = List.of();

  ProjectionCatalog(ProjectionVersions versions, ServingVersions serving, ModuleTurns moduleTurns) {
    this.versions = versions;
    this.moduleTurns = moduleTurns;
    this.serving = serving;
  }

  /**
   * A projection.
   *
   * @param module that has it; empty if it was declared over HTTP
   * @param declaration as it was given over HTTP, of the last version
   * @param serves the version that is asked for results
   * @param last the same, or the one that is to serve when it has come as far
   * @param newest the number of the newest version that there is, of whichever module
   * @param turns which versions have served when
   * @param downstreams what was declared of each version
   * @param model of a module that has it
   */
  record Entry(
      String name,
      Optional<String> module,
      Optional<ObjectNode> declaration,
      ProjectionVersion serves,
      ProjectionVersion last,
      int newest,
      Turns turns,
      SortedMap<Integer, List<DeclaredDownstream>> downstreams,
      Optional<ProjectionModel<?, ?>> model) {

    List<ProjectionVersion> running() {
      return serves.equals(last) ? List.of(last) : List.of(serves, last);
    }
  }

  SortedMap<String, Entry> all() {
    return entries;
  }

  Optional<Entry> find(String projection) {
    return Optional.ofNullable(entries.get(projection));
  }

  /** What {@code version} is, if it can run on this node. */
  Optional<ProjectionDefinition<?>> definition(ProjectionVersion version) {
    return isWanted(version) ? Optional.ofNullable(ready.get(version)) : Optional.empty();
  }

  /**
   * The projections that serve, as far as they can run on this node, and it is known where they
   * begin.
   */
  List<ServedProjection> served() {
    return entries.values().stream()
        .filter(entry -> entry.module().isEmpty() || moduleTurns.hasBegun(entry))
        .flatMap(entry ->
            definition(entry.serves()).stream()
                .map(ready ->
                    new ServedProjection(
                        entry.serves(),
                        entry.turns(),
                        ready.windowing(),
                        entry.downstreams(),
                        entry.model())))
        .toList();
  }

  /** The logs that are read. */
  Set<String> logs() {
    return inputs().map(ProjectionInput::log).collect(Collectors.toSet());
  }

  private Stream<ProjectionInput<?>> inputs() {
    return entries.values().stream()
        .flatMap(entry -> entry.running().stream())
        .flatMap(version -> definition(version).stream())
        .flatMap(definition -> definition.sources().stream());
  }

  /**
   * Those whose event time goes on where they are silent, each with the others that it follows: a
   * table follows the streams whose events it is looked up for. That of results is moved by their
   * shards.
   */
  Map<String, Set<String>> movingLogs() {
    Map<String, Set<String>> moving = new HashMap<>();
    inputs()
        .forEach(input -> {
          moving.computeIfAbsent(input.log(), none -> new HashSet<>());
          input
              .table()
              .ifPresent(table ->
                  moving.computeIfAbsent(table.log(), none -> new HashSet<>()).add(input.log()));
        });
    entries.values().stream()
        .flatMap(entry -> entry.running().stream())
        .map(ProjectionVersion::results)
        .forEach(moving::remove);
    return moving;
  }

  /**
   * The streams of results that {@code definition} reads or looks up in a version that serves no
   * more, each with that of the version that does.
   */
  SortedMap<String, String> outdated(ProjectionDefinition<?> definition) {
    Set<String> read = new HashSet<>();
    for (ProjectionInput<?> input : definition.sources()) {
      read.add(input.stream());
      input.table().ifPresent(table -> read.add(table.log()));
    }
    SortedMap<String, String> outdated = new TreeMap<>();
    for (Entry entry : entries.values()) {
      read.stream()
          .filter(stream -> isEarlier(stream, entry.serves()))
          .forEach(stream -> outdated.put(stream, entry.serves().results()));
    }
    return outdated;
  }

  private static boolean isEarlier(String stream, ProjectionVersion serves) {
    return IntStream.range(1, serves.number())
        .anyMatch(
            number -> stream.equals(new ProjectionVersion(serves.projection(), number).results()));
  }

  /** Whether {@code version} is to run. */
  boolean isWanted(ProjectionVersion version) {
    return find(version.projection())
        .filter(entry -> entry.running().contains(version))
        .isPresent();
  }

  /** Whether of all versions of its projection only {@code version} is to run. */
  boolean isAlone(ProjectionVersion version) {
    return find(version.projection())
        .filter(entry -> entry.running().equals(List.of(version)))
        .isPresent();
  }

  /** Those that were deleted. */
  List<KeptProjection> retired() {
    return retired;
  }

  /** So many versions the projection of {@code version} has. */
  int versions(ProjectionVersion version) {
    return find(version.projection()).map(Entry::newest).orElse(version.number());
  }

  /** Why {@code version} cannot run yet; empty if it can. */
  String trouble(ProjectionVersion version) {
    return troubles.getOrDefault(version, "");
  }

  /**
   * From now on {@code version} serves.
   *
   * @param since how far the version before has come
   */
  CompletionStage<Void> serve(ProjectionVersion version, HandOvers since) {
    LOGGER.info("Projection {} serves from now on", version);
    return serving.set(version, since).thenCompose(done -> refresh());
  }

  /** Begins the turns of modules' projections that have not begun on this node. */
  CompletionStage<Void> beginTurns() {
    List<CompletableFuture<Void>> all =
        entries.values().stream()
            .filter(entry -> entry.module().isPresent() && !moduleTurns.hasBegun(entry))
            .flatMap(entry ->
                definition(entry.serves()).stream()
                    .map(ready ->
                        moduleTurns.begin(entry, ready.windowing().held()).toCompletableFuture()))
            .toList();
    return all.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
            .thenCompose(done -> refresh());
  }

  /**
   * Looks what there is from now on, and makes ready what was not so far. One look at a time, so
   * that none comes back with less than the one before.
   */
  CompletionStage<Void> refresh() {
    return look.again();
  }

  private CompletionStage<Void> look() {
    return versions
        .all()
        .thenCombine(
            serving.all(),
            (known, served) -> {
              retired = known.retired();
              SortedMap<String, Entry> found = new TreeMap<>();
              for (ProjectionVersions.Last each : known.last()) {
                String name = each.version().projection();
                found.put(name, entry(each, served.getOrDefault(name, Turns.NONE)));
              }
              return found;
            })
        .thenCompose(found -> {
          entries = found;
          return CompletableFuture.allOf(
              found.values().stream()
                  .flatMap(entry -> entry.running().stream())
                  .map(version -> makeReady(version).toCompletableFuture())
                  .toArray(CompletableFuture<?>[]::new));
        });
  }

  private static Entry entry(ProjectionVersions.Last last, Turns turns) {
    ProjectionVersion version = last.version();
    int served = turns.last().map(Turn::version).orElse(ServingVersions.FIRST);
    return new Entry(
        version.projection(),
        last.module(),
        last.declaration(),
        last.runsEarlier() && served < version.number()
            ? new ProjectionVersion(version.projection(), served)
            : version,
        version,
        last.newest(),
        turns,
        last.downstreams(),
        last.model());
  }

  private CompletionStage<Void> makeReady(ProjectionVersion version) {
    if (ready.containsKey(version)) {
      return CompletableFuture.completedFuture(null);
    }
    return versions
        .definition(version)
        .handle((definition, failure) -> {
          if (failure == null) {
            troubles.remove(version);
            ready.put(version, definition);
          } else {
            complain(version, failure);
          }
          return null;
        });
  }

  private void complain(ProjectionVersion version, Throwable failure) {
    Throwable cause = Cause.of(failure);
    String words = String.valueOf(cause.getMessage());
    if (!words.equals(troubles.put(version, words))) {
      LOGGER.warn("Projection {} waits: {}", version, words);
    }
  }
}
