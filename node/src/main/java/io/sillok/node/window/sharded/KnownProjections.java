package io.sillok.node.window.sharded;

import io.sillok.node.entity.LoadedModule;
import io.sillok.node.window.definition.ModuleDefinitions;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.protocol.schema.ProjectionModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The projections that a node knows; each can run once its streams are there. */
public final class KnownProjections {

  private static final Logger LOGGER = LoggerFactory.getLogger(KnownProjections.class);
  private static final int FIRST = 1;

  private final ModuleDefinitions definitions;
  private final SortedMap<String, Known> known = new TreeMap<>();
  private final Map<String, ProjectionDefinition<?>> ready = new ConcurrentHashMap<>();
  private final Map<String, String> troubles = new ConcurrentHashMap<>();

  public KnownProjections(ModuleDefinitions definitions, List<LoadedModule> modules) {
    this.definitions = definitions;
    modules.forEach(module ->
        module
            .projections()
            .forEach(model -> known.put(model.type().name(), new Known(model, module.name()))));
  }

  record Known(ProjectionModel<?, ?> model, String module) {}

  SortedMap<String, Known> all() {
    return known;
  }

  ProjectionVersion version(String projection) {
    return new ProjectionVersion(projection, FIRST);
  }

  Optional<ProjectionDefinition<?>> definition(String projection) {
    return Optional.ofNullable(ready.get(projection));
  }

  /** Why {@code projection} cannot run yet; empty if it can. */
  String trouble(String projection) {
    return troubles.getOrDefault(projection, "");
  }

  /** Tries those that could not run so far. */
  void makeReady() {
    known.forEach((name, projection) -> {
      if (!ready.containsKey(name)) {
        definitions
            .of(projection.model(), FIRST)
            .whenComplete((definition, failure) -> {
              if (definition == null) {
                complain(name, failure);
              } else {
                troubles.remove(name);
                ready.put(name, definition);
              }
            });
      }
    });
  }

  private void complain(String name, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    String words = String.valueOf(cause.getMessage());
    if (!words.equals(troubles.put(name, words))) {
      LOGGER.warn("Projection {} waits: {}", name, words);
    }
  }
}
