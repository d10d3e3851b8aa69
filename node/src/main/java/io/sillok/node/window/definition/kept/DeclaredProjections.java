package io.sillok.node.window.definition.kept;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.DeclaredDownstream;
import io.sillok.node.window.definition.declared.DeclaredProjection;
import io.sillok.node.window.definition.declared.ProjectionFault;
import io.sillok.node.window.definition.declared.compiled.ProjectionCheck;
import io.sillok.node.window.definition.declared.document.ProjectionReader;
import io.sillok.node.window.definition.declared.document.ReadProjection;
import io.sillok.node.window.definition.declared.document.ReadProjection.Placed;
import io.sillok.node.window.definition.kept.KeptProjection.OfModule;
import io.sillok.node.window.definition.kept.KeptProjection.OverHttp;
import io.sillok.node.window.definition.kept.Numbering.Numbered;
import io.sillok.node.window.definition.kept.Numbering.Taken;
import io.sillok.node.window.definition.kept.ProjectionDeclaring.Changed;
import io.sillok.node.window.definition.kept.ProjectionDeclaring.Created;
import io.sillok.node.window.definition.kept.ProjectionDeclaring.Refused;
import io.sillok.node.window.definition.kept.ProjectionDeclaring.Revived;
import io.sillok.node.window.definition.kept.ProjectionDeclaring.Unchanged;
import io.sillok.persistence.Facts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The projections that were declared and those of modules, with all their versions, kept in the
 * store, so that all nodes have the same. A name is one or the other for ever.
 */
public final class DeclaredProjections {

  private final ProjectionFacts facts;
  private final Supplier<? extends CompletionStage<? extends Collection<StreamDefinition>>> streams;

  /**
   * @param streams all that there are, the retired ones too
   */
  public DeclaredProjections(
      Facts facts,
      Supplier<? extends CompletionStage<? extends Collection<StreamDefinition>>> streams) {
    this.facts = new ProjectionFacts(facts);
    this.streams = streams;
  }

  /** The present version of the projection named {@code name}; nothing if there is none. */
  public CompletionStage<Optional<KeptProjection>> find(String name) {
    return facts.of(name).thenApply(DeclaredProjections::last);
  }

  /** The present versions of all, by name; of the retired ones, too. */
  public CompletionStage<List<KeptProjection>> all() {
    return facts.all().thenApply(all -> all.values().stream().map(List::getLast).toList());
  }

  /** All changes of all projections, by name; the last of each is how it is. */
  public CompletionStage<SortedMap<String, List<KeptProjection>>> history() {
    return facts.all();
  }

  /** All versions of a projection, from 1; none if there is no such projection. */
  public CompletionStage<List<KeptProjection>> versions(String name) {
    return facts
        .of(name)
        .thenApply(changes -> {
          TreeMap<Integer, KeptProjection> versions = new TreeMap<>();
          changes.forEach(change -> versions.put(change.version(), change));
          return List.copyOf(versions.values());
        });
  }

  private static Optional<KeptProjection> last(List<KeptProjection> changes) {
    return changes.isEmpty() ? Optional.empty() : Optional.of(changes.getLast());
  }

  /**
   * Declares a projection: a new one, or the next version of what there is if that is another.
   *
   * @param document as {@link io.sillok.protocol.schema.declared.DeclaredCodec#readTree} reads it
   * @param dryRun whether nothing is done but to find out what would become of it
   */
  public CompletionStage<ProjectionDeclaring> declare(
      String name, JsonNode document, boolean dryRun) {
    ReadProjection read = ProjectionReader.read(document);
    return facts
        .all()
        .thenCombine(
            streams.get(),
            (all, known) -> {
              List<KeptProjection> changes = all.getOrDefault(name, List.of());
              Readings readings = new Readings(all.values().stream().map(List::getLast).toList());
              Optional<Refused> refused = refusal(name, read, changes, readings, known);
              return refused.isPresent()
                  ? CompletableFuture.<ProjectionDeclaring>completedFuture(refused.get())
                  : accepted(name, document, read, changes, dryRun);
            })
        .thenCompose(outcome -> outcome);
  }

  private static Optional<Refused> refusal(
      String name,
      ReadProjection read,
      List<KeptProjection> changes,
      Readings readings,
      Collection<StreamDefinition> known) {
    if (last(changes).filter(KeptProjection::isOfModule).isPresent()) {
      return Optional.of(
          new Refused(
              "projection-of-module",
              "Projection %s is declared by a module; change it there, or choose another name"
                  .formatted(name),
              List.of()));
    }
    List<ProjectionFault> faults = new ArrayList<>(ProjectionCheck.faults(name, read, known));
    faults.addAll(circles(name, read, readings));
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Refused(
                code(faults.getFirst()),
                faults.stream().map(ProjectionFault::placed).collect(Collectors.joining(". ")),
                faults));
  }

  /** Streams that have results because of those of this projection. */
  private static List<ProjectionFault> circles(
      String name, ReadProjection read, Readings readings) {
    List<ProjectionFault> faults = new ArrayList<>();
    for (Placed placed : read.sources()) {
      readings
          .circle(name, placed.source().stream())
          .ifPresent(path ->
              faults.add(
                  new ProjectionFault(
                      "own-results",
                      placed.pointer() + "/stream",
                      "comes back to the projection's own results by way of %s, which would never end; read another stream"
                          .formatted(String.join(", ", path)))));
    }
    return faults;
  }

  private static String code(ProjectionFault first) {
    return first.pointer().isEmpty() && first.code().equals(ProjectionCheck.INVALID_NAME)
        ? first.code()
        : "invalid-declaration";
  }

  private CompletionStage<ProjectionDeclaring> accepted(
      String name,
      JsonNode document,
      ReadProjection read,
      List<KeptProjection> changes,
      boolean dryRun) {
    ProjectionDeclaring outcome =
        outcome(name, read.projection().orElseThrow(), read.downstream(), changes);
    KeptProjection next =
        switch (outcome) {
          case Created(var created) -> created;
          case Changed(var changed) -> changed;
          case Revived(var revived) -> revived;
          case Unchanged(var present) -> present;
          case Refused refused -> throw new IllegalStateException(refused.message());
        };
    if (dryRun || outcome instanceof Unchanged) {
      return CompletableFuture.completedFuture(outcome);
    }
    return facts
        .put(changes, next)
        .thenCompose(stands ->
            stands
                ? CompletableFuture.completedFuture(outcome)
                : declare(name, document, false)); // another node was faster
  }

  private static ProjectionDeclaring outcome(
      String name,
      DeclaredProjection wanted,
      List<DeclaredDownstream> downstream,
      List<KeptProjection> changes) {
    OverHttp definition = new OverHttp(wanted);
    if (changes.isEmpty()) {
      return new Created(new KeptProjection(name, 1, definition, downstream, false));
    }
    KeptProjection present = changes.getLast();
    boolean same = present.definition().equals(definition);
    KeptProjection next =
        new KeptProjection(name, present.version() + (same ? 0 : 1), definition, downstream, false);
    if (next.equals(present)) {
      return new Unchanged(present);
    }
    return same && present.retired() ? new Revived(next) : new Changed(next);
  }

  /** Has the projection run no more; its results stay. The same declaration has it go on. */
  public CompletionStage<ProjectionRetiring> retire(String name) {
    return facts
        .of(name)
        .thenCompose(changes -> {
          Optional<KeptProjection> present = last(changes);
          if (present.isEmpty()) {
            return CompletableFuture.completedFuture(new ProjectionRetiring.Unknown());
          }
          if (present.get().isOfModule()) {
            return CompletableFuture.completedFuture(new ProjectionRetiring.Kept(present.get()));
          }
          KeptProjection retired = present.get().asRetired(true);
          return present.get().retired()
              ? CompletableFuture.completedFuture(new ProjectionRetiring.Retired(retired))
              : facts
                  .put(changes, retired)
                  .thenCompose(stands ->
                      stands
                          ? CompletableFuture.completedFuture(
                              new ProjectionRetiring.Retired(retired))
                          : retire(name)); // another node was faster
        });
  }

  /**
   * The version of a module's projection: the one that has the same text, or else a new one. So
   * nodes with an earlier and a later version of a module each have theirs.
   *
   * @param text as {@link TypedText} makes it
   */
  public CompletionStage<Numbering> versionOf(String name, String text) {
    OfModule definition = new OfModule(text);
    return facts
        .of(name)
        .thenCompose(changes -> {
          if (last(changes).filter(present -> !present.isOfModule()).isPresent()) {
            return CompletableFuture.completedFuture(
                new Taken(
                    "Projection %s was declared over HTTP; give that of the module another name"
                        .formatted(name)));
          }
          Optional<KeptProjection> known =
              changes.stream().filter(each -> each.definition().equals(definition)).findFirst();
          if (known.isPresent()) {
            return CompletableFuture.completedFuture(new Numbered(known.get().projectionVersion()));
          }
          int number = last(changes).map(KeptProjection::version).orElse(0) + 1;
          return facts
              .put(changes, new KeptProjection(name, number, definition, List.of(), false))
              .thenCompose(stands ->
                  stands
                      ? CompletableFuture.completedFuture(
                          new Numbered(new ProjectionVersion(name, number)))
                      : versionOf(name, text)); // another node was faster
        });
  }
}
