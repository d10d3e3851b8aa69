package io.sillok.node;

import io.sillok.node.entity.LoadedModule;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.Declaring;
import io.sillok.node.stream.StreamDeclaration;
import io.sillok.node.window.definition.ProjectionStreams;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.kept.DeclaredProjections;
import io.sillok.node.window.definition.kept.Numbering;
import io.sillok.node.window.definition.kept.TypedText;
import io.sillok.protocol.schema.ProjectionModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Numbers the projections of modules when a node starts, and declares their streams. */
final class ModuleProjections {

  private final DeclaredProjections projections;
  private final DeclaredStreams streams;

  ModuleProjections(DeclaredProjections projections, DeclaredStreams streams) {
    this.projections = projections;
    this.streams = streams;
  }

  /**
   * The versions of the projections of {@code modules}, by name. The stage fails with {@link
   * StartException} if one of them cannot be what it is in the module.
   */
  CompletionStage<Map<String, ProjectionVersion>> declare(List<LoadedModule> modules) {
    CompletionStage<Map<String, ProjectionVersion>> all =
        CompletableFuture.completedFuture(new HashMap<>());
    for (LoadedModule module : modules) {
      for (ProjectionModel<?, ?> model : module.projections()) {
        all =
            all.thenCompose(sofar ->
                declare(module, model)
                    .thenApply(version -> {
                      sofar.put(version.projection(), version);
                      return sofar;
                    }));
      }
    }
    return all;
  }

  private CompletionStage<ProjectionVersion> declare(
      LoadedModule module, ProjectionModel<?, ?> model) {
    return projections
        .versionOf(model.type().name(), TypedText.of(model))
        .thenCompose(numbering ->
            switch (numbering) {
              case Numbering.Taken(String message) ->
                  throw new StartException("projection-exists", message, null);
              case Numbering.Numbered(ProjectionVersion version) ->
                  declareStreams(module, model, version).thenApply(done -> version);
            });
  }

  private CompletionStage<Void> declareStreams(
      LoadedModule module, ProjectionModel<?, ?> model, ProjectionVersion version) {
    CompletionStage<Void> all = CompletableFuture.completedFuture(null);
    for (StreamDeclaration stream :
        ProjectionStreams.of(version, model.avro().schema(), Optional.of(module.name()))) {
      all =
          all.thenCompose(done -> streams.declare(stream, false))
              .thenAccept(outcome -> {
                if (outcome instanceof Declaring.Refused(String code, String message, var faults)) {
                  throw new StartException(
                      code,
                      "Module %s cannot tell the results of projection %s: %s"
                          .formatted(module.name(), model.type().name(), message),
                      null);
                }
              });
    }
    return all;
  }
}
