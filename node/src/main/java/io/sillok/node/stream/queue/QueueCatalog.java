package io.sillok.node.stream.queue;

import io.sillok.node.entity.AsOf;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.CommandResult.Executed;
import io.sillok.node.entity.Entities;
import io.sillok.node.entity.Entities.CommandRequest;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.stream.queue.kept.PartitionStart;
import io.sillok.node.stream.queue.kept.Queue;
import io.sillok.node.stream.queue.kept.QueueCommand;
import io.sillok.node.stream.queue.kept.QueueRules;
import io.sillok.protocol.schema.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** How queues are defined, kept as entities of the node's own. */
final class QueueCatalog {

  /** How long a node may not know of what another has changed. */
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private static final int PAGE = 500;
  private static final JsonCodec<Queue> JSON = JsonCodec.of(Queue.class);

  private final Entities entities;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  QueueCatalog(Entities entities) {
    this.entities = entities;
  }

  private record Known(QueueDefinition queue, long since) {}

  CompletionStage<Optional<QueueDefinition>> find(String stream, String name) {
    Known last = known.get(path(stream, name));
    return last != null && System.nanoTime() - last.since() < FRESH_NANOS
        ? CompletableFuture.completedFuture(Optional.of(last.queue()))
        : lookUp(stream, name);
  }

  private CompletionStage<Optional<QueueDefinition>> lookUp(String stream, String name) {
    return entities
        .state(address(stream, name), new AsOf.Now())
        .thenApply(found -> learn(stream, name, found));
  }

  private Optional<QueueDefinition> learn(
      String stream, String name, Optional<EntitySnapshot> snapshot) {
    Optional<QueueDefinition> queue =
        snapshot.flatMap(found ->
            JSON.decode(found.state().toString().getBytes(StandardCharsets.UTF_8))
                .present()
                .map(present ->
                    new QueueDefinition(
                        stream,
                        name,
                        present.queueId(),
                        found.sequenceNumber(),
                        present.settings(),
                        present.starts())));
    if (queue.isPresent()) {
      known.put(path(stream, name), new Known(queue.get(), System.nanoTime()));
    } else {
      known.remove(path(stream, name));
    }
    return queue;
  }

  /** All queues whose streams' names begin with {@code prefix}, by stream and name. */
  CompletionStage<List<QueueDefinition>> all(String prefix) {
    return all(prefix, prefix, new ArrayList<>());
  }

  private CompletionStage<List<QueueDefinition>> all(
      String prefix, String after, List<QueueDefinition> sofar) {
    return entities
        .ids(QueueRules.TYPE.name(), after, PAGE)
        .thenCompose(page -> {
          List<String> paths =
              page.ids().stream().takeWhile(path -> path.startsWith(prefix)).toList();
          return defined(paths)
              .thenCompose(queues -> {
                sofar.addAll(queues);
                return paths.size() < page.ids().size() || page.next().isEmpty()
                    ? CompletableFuture.completedFuture(List.copyOf(sofar))
                    : all(prefix, paths.getLast(), sofar);
              });
        });
  }

  private CompletionStage<List<QueueDefinition>> defined(List<String> paths) {
    List<CompletableFuture<Optional<QueueDefinition>>> found =
        paths.stream()
            .map(path -> {
              int slash = path.lastIndexOf('/');
              return find(path.substring(0, slash), path.substring(slash + 1))
                  .toCompletableFuture();
            })
            .toList();
    return CompletableFuture.allOf(found.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            all -> found.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList());
  }

  /** Makes the queue or changes it; how it is then, and whether this has made it. */
  CompletionStage<Queues.Defined> define(
      String stream, String name, QueueWish wish, List<PartitionStart> starts) {
    return execute(stream, name, new QueueCommand.Define(wish, starts))
        .thenCompose(done -> {
          boolean created =
              done.events().stream().anyMatch(event -> event.event().equals(QueueRules.CREATED));
          return lookUp(stream, name)
              .thenApply(queue -> new Queues.Defined(queue.orElseThrow(), created));
        });
  }

  /** Deletes the queue; its version is then the one that is told. */
  CompletionStage<Long> delete(String stream, String name) {
    return execute(stream, name, new QueueCommand.Delete())
        .thenApply(executed -> {
          known.remove(path(stream, name));
          return executed.sequenceNumber();
        });
  }

  private CompletionStage<Executed> execute(String stream, String name, QueueCommand command) {
    return entities
        .execute(
            address(stream, name),
            new CommandRequest(command, Optional.empty(), OptionalLong.empty()))
        .thenApply(result -> executed(stream, name, result));
  }

  private static Executed executed(String stream, String name, CommandResult result) {
    if (result instanceof Executed executed) {
      return executed;
    }
    throw new IllegalStateException(
        "The definition of queue %s did not take a command: %s"
            .formatted(path(stream, name), result));
  }

  private static EntityAddress address(String stream, String name) {
    return new EntityAddress(QueueRules.TYPE.name(), path(stream, name));
  }

  private static String path(String stream, String name) {
    return stream + "/" + name;
  }
}
