package io.sillok.node;

import io.sillok.node.entity.LoadedModule;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.Declaring;
import io.sillok.node.stream.StreamDeclaration;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.StreamModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Declares the streams of modules when a node starts. */
final class ModuleStreams {

  private final DeclaredStreams declared;

  ModuleStreams(DeclaredStreams declared) {
    this.declared = declared;
  }

  /**
   * Declares the streams of {@code modules}, durably. The stage fails with {@link StartException}
   * if one of them cannot be what it is in the module.
   */
  CompletionStage<Void> declare(List<LoadedModule> modules) {
    CompletionStage<Void> all = CompletableFuture.completedFuture(null);
    for (LoadedModule module : modules) {
      for (EntityModel<?, ?, ?> type : module.entityTypes()) {
        all = all.thenCompose(done -> requireFree(type.type().name()));
      }
      for (StreamModel<?> stream : module.streams()) {
        all = all.thenCompose(done -> declare(module, stream));
      }
    }
    return all;
  }

  /** The logs of an entity type and of a stream of the same name would be the same. */
  private CompletionStage<Void> requireFree(String entityType) {
    return declared
        .find(entityType)
        .thenAccept(stream ->
            stream.ifPresent(standing -> {
              throw new StartException(
                  "stream-exists",
                  "Entity type %s has the name of a stream that was declared; rename the entity type"
                      .formatted(entityType),
                  null);
            }));
  }

  private CompletionStage<Void> declare(LoadedModule module, StreamModel<?> stream) {
    return declared
        .declare(declaration(module, stream), false)
        .thenAccept(outcome -> {
          if (outcome instanceof Declaring.Refused(String code, String message, var faults)) {
            throw new StartException(
                code,
                "Module %s cannot declare stream %s: %s"
                    .formatted(module.name(), stream.definition().stream(), message),
                null);
          }
        });
  }

  private static StreamDeclaration declaration(LoadedModule module, StreamModel<?> stream) {
    EventDefinition<?> definition = stream.definition();
    return new StreamDeclaration(
        definition.stream(),
        definition.kind(),
        stream.avro().schema(),
        definition.key(),
        definition.eventTime(),
        definition.retention(),
        definition.clock(),
        Optional.of(module.name()),
        false);
  }
}
