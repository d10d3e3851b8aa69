package io.sillok.node.window.sharded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.entity.LoadedModule;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.Declaring;
import io.sillok.node.stream.EventDecoder;
import io.sillok.node.stream.StreamDeclaration;
import io.sillok.node.stream.Streams;
import io.sillok.node.window.definition.ModuleDefinitions;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionStreams;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.UnknownSourceException;
import io.sillok.node.window.definition.declared.DeclaredDownstream;
import io.sillok.node.window.definition.declared.DeclaredProjection;
import io.sillok.node.window.definition.declared.DownstreamRules;
import io.sillok.node.window.definition.declared.ProjectionFault;
import io.sillok.node.window.definition.declared.compiled.DeclaredDefinitions;
import io.sillok.node.window.definition.declared.document.DownstreamWriter;
import io.sillok.node.window.definition.declared.document.ProjectionReader;
import io.sillok.node.window.definition.declared.document.ProjectionWriter;
import io.sillok.node.window.definition.declared.document.ReadProjection;
import io.sillok.node.window.definition.kept.DeclaredProjections;
import io.sillok.node.window.definition.kept.KeptProjection;
import io.sillok.node.window.definition.kept.KeptProjection.OverHttp;
import io.sillok.node.window.definition.kept.ProjectionDeclaring;
import io.sillok.node.window.definition.kept.ProjectionRetiring;
import io.sillok.protocol.schema.ProjectionModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.avro.Schema;

/** The versions of projections, of modules and declared over HTTP, and what they are. */
public final class ProjectionVersions {

  private final DeclaredProjections projections;
  private final DeclaredStreams declaredStreams;
  private final Streams streams;
  private final EventDecoder decoder;
  private final ModuleDefinitions modules;
  private final DownstreamRules downstream;
  private final Map<ProjectionVersion, OfModule> ofModules = new HashMap<>();

  /**
   * @param numbers of the versions of modules' projections, by name
   * @param decoder of the events that declared ones read
   * @param downstream says what is wrong with what is declared of that
   */
  public ProjectionVersions(
      DeclaredProjections projections,
      DeclaredStreams declaredStreams,
      Streams streams,
      EventDecoder decoder,
      ModuleDefinitions modules,
      List<LoadedModule> loaded,
      Map<String, ProjectionVersion> numbers,
      DownstreamRules downstream) {
    this.downstream = downstream;
    this.projections = projections;
    this.declaredStreams = declaredStreams;
    this.streams = streams;
    this.decoder = decoder;
    this.modules = modules;
    loaded.forEach(module ->
        module
            .projections()
            .forEach(model ->
                ofModules.put(
                    numbers.get(model.type().name()), new OfModule(model, module.name()))));
  }

  private record OfModule(ProjectionModel<?, ?> model, String module) {}

  /**
   * The last version of a projection.
   *
   * @param downstreams what was declared of each version
   * @param model of a module that has it
   * @param newest the number of the newest that there is, of whichever module
   * @param runsEarlier whether the version before can run until this has come as far; a module has
   *     its present functions only
   */
  record Last(
      ProjectionVersion version,
      Optional<String> module,
      Optional<ObjectNode> declaration,
      SortedMap<Integer, List<DeclaredDownstream>> downstreams,
      Optional<ProjectionModel<?, ?>> model,
      int newest,
      boolean runsEarlier) {}

  /**
   * What projections there are.
   *
   * @param last versions of all that are to run on this node
   * @param retired those that were deleted, as they were
   */
  record Known(List<Last> last, List<KeptProjection> retired) {}

  CompletionStage<Known> all() {
    return projections
        .history()
        .thenApply(kept -> {
          List<Last> all = new ArrayList<>();
          List<KeptProjection> retired = new ArrayList<>();
          ofModules.forEach((version, found) ->
              all.add(
                  new Last(
                      version,
                      Optional.of(found.module()),
                      Optional.empty(),
                      Collections.emptySortedMap(),
                      Optional.of(found.model()),
                      newest(version, kept),
                      false)));
          for (List<KeptProjection> changes : kept.values()) {
            KeptProjection each = changes.getLast();
            if (each.retired()) {
              retired.add(each);
            } else if (each.definition() instanceof OverHttp(DeclaredProjection declared)) {
              all.add(last(changes, declared));
            }
          }
          return new Known(all, retired);
        });
  }

  private static Last last(List<KeptProjection> changes, DeclaredProjection declared) {
    KeptProjection kept = changes.getLast();
    ObjectNode document = ProjectionWriter.write(declared);
    DownstreamWriter.write(kept.downstream(), document);
    SortedMap<Integer, List<DeclaredDownstream>> downstreams = new TreeMap<>();
    changes.forEach(change -> downstreams.put(change.version(), change.downstream()));
    return new Last(
        kept.projectionVersion(),
        Optional.empty(),
        Optional.of(document),
        downstreams,
        Optional.empty(),
        kept.version(),
        true);
  }

  private static int newest(ProjectionVersion version, Map<String, List<KeptProjection>> kept) {
    return kept.getOrDefault(version.projection(), List.of()).stream()
        .mapToInt(KeptProjection::version)
        .reduce(version.number(), Math::max);
  }

  /** What {@code version} is; the stage fails where it cannot run. */
  CompletionStage<ProjectionDefinition<?>> definition(ProjectionVersion version) {
    OfModule found = ofModules.get(version);
    return found == null
        ? projections
            .versions(version.projection())
            .thenCompose(versions ->
                versions.stream()
                    .filter(each -> each.version() == version.number())
                    .findFirst()
                    .map(this::declared)
                    .orElseThrow())
        : modules.of(found.model(), version.number()).thenApply(definition -> definition);
  }

  private CompletionStage<ProjectionDefinition<?>> declared(KeptProjection kept) {
    if (!(kept.definition() instanceof OverHttp(DeclaredProjection declared))) {
      return CompletableFuture.failedFuture(
          new UnknownSourceException(
              "It is of a module that is not loaded: load the module again"));
    }
    return compiled(declared, kept.projectionVersion())
        .thenCompose(definition ->
            declareStreams(definition, false)
                .thenApply(refused -> {
                  if (refused.isPresent()) {
                    throw new UnknownSourceException(refused.get().message());
                  }
                  return definition;
                }));
  }

  private CompletionStage<ProjectionDefinition<?>> compiled(
      DeclaredProjection declared, ProjectionVersion version) {
    return streams
        .all()
        .thenApply(all -> DeclaredDefinitions.definition(declared, version, all, decoder));
  }

  private CompletionStage<Optional<Declaring.Refused>> declareStreams(
      ProjectionDefinition<?> definition, boolean dryRun) {
    CompletionStage<Optional<Declaring.Refused>> all =
        CompletableFuture.completedFuture(Optional.empty());
    for (StreamDeclaration stream :
        ProjectionStreams.of(
            definition.version(), definition.results().schema(), Optional.empty())) {
      all =
          all.thenCompose(refused ->
              refused.isPresent()
                  ? CompletableFuture.completedFuture(refused)
                  : declaredStreams
                      .declare(stream, dryRun)
                      .thenApply(outcome ->
                          outcome instanceof Declaring.Refused refusal
                              ? Optional.of(refusal)
                              : Optional.empty()));
    }
    return all;
  }

  /** As {@link io.sillok.node.window.Projections#declare}. */
  CompletionStage<ProjectionDeclaring> declare(String name, JsonNode document, boolean dryRun) {
    return projections
        .declare(name, document, true)
        .thenCompose(outcome ->
            kept(outcome)
                .map(kept ->
                    compiled(((OverHttp) kept.definition()).projection(), kept.projectionVersion())
                        .thenCompose(definition ->
                            refusal(kept, definition)
                                .thenCompose(refused ->
                                    refused.isPresent()
                                        ? CompletableFuture.completedFuture(refused.get())
                                        : done(name, document, outcome, dryRun))))
                .orElseGet(() -> withAllFaults(name, document, outcome)));
  }

  /** Where nothing but the downstream is wrong, all that is wrong with that is told at once. */
  private CompletionStage<ProjectionDeclaring> withAllFaults(
      String name, JsonNode document, ProjectionDeclaring outcome) {
    if (!(outcome instanceof ProjectionDeclaring.Refused refused)
        || refused.faults().isEmpty()
        || !refused.faults().stream().allMatch(ReadProjection::isOfDownstream)) {
      return CompletableFuture.completedFuture(outcome);
    }
    ReadProjection read = ProjectionReader.read(document);
    return read.withoutDownstream()
        .map(declared ->
            compiled(declared, new ProjectionVersion(name, 1))
                .<ProjectionDeclaring>thenApply(definition -> {
                  List<ProjectionFault> all = new ArrayList<>(refused.faults());
                  all.addAll(
                      faults(
                          read.placedDownstream(),
                          ProjectionStreams.results(definition.results().schema())));
                  return ProjectionDeclaring.Refused.of(all);
                }))
        .orElseGet(() -> CompletableFuture.completedFuture(outcome));
  }

  private List<ProjectionFault> faults(
      SortedMap<Integer, DeclaredDownstream> placed, Schema results) {
    List<ProjectionFault> faults = new ArrayList<>();
    placed.forEach((place, one) ->
        downstream
            .faults(List.of(one), results)
            .forEach(fault ->
                faults.add(
                    new ProjectionFault(
                        fault.code(),
                        fault.pointer().replaceFirst("^/downstream/0", "/downstream/" + place),
                        fault.message()))));
    return faults;
  }

  private CompletionStage<Optional<ProjectionDeclaring>> refusal(
      KeptProjection kept, ProjectionDefinition<?> definition) {
    List<ProjectionFault> faults =
        downstream.faults(
            kept.downstream(), ProjectionStreams.results(definition.results().schema()));
    return faults.isEmpty()
        ? declareStreams(definition, true)
            .thenApply(refused -> refused.map(ProjectionVersions::refused))
        : CompletableFuture.completedFuture(Optional.of(ProjectionDeclaring.Refused.of(faults)));
  }

  private CompletionStage<ProjectionDeclaring> done(
      String name, JsonNode document, ProjectionDeclaring outcome, boolean dryRun) {
    return dryRun
        ? CompletableFuture.completedFuture(outcome)
        : projections.declare(name, document, false);
  }

  private static ProjectionDeclaring refused(Declaring.Refused stream) {
    return new ProjectionDeclaring.Refused(stream.code(), stream.message(), List.of());
  }

  static Optional<KeptProjection> kept(ProjectionDeclaring outcome) {
    return switch (outcome) {
      case ProjectionDeclaring.Created(var kept) -> Optional.of(kept);
      case ProjectionDeclaring.Changed(var kept) -> Optional.of(kept);
      case ProjectionDeclaring.Revived(var kept) -> Optional.of(kept);
      case ProjectionDeclaring.Unchanged(var kept) -> Optional.of(kept);
      case ProjectionDeclaring.Refused refused -> Optional.empty();
    };
  }

  CompletionStage<ProjectionRetiring> retire(String name) {
    return projections.retire(name);
  }
}
