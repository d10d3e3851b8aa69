package io.sillok.node.stream.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.entity.AsOf;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.Entities;
import io.sillok.node.entity.Entities.CommandRequest;
import io.sillok.node.stream.consumer.ConsumerAnswer.Done;
import io.sillok.node.stream.consumer.ConsumerAnswer.Refused;
import io.sillok.node.stream.consumer.kept.Consumer;
import io.sillok.node.stream.consumer.kept.ConsumerCommand;
import io.sillok.node.stream.consumer.kept.ConsumerRules;
import io.sillok.protocol.schema.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What lasts of consumers: an entity for each. */
final class ConsumerEntities {

  private static final int PAGE = 500;
  private static final JsonCodec<Consumer> JSON = JsonCodec.of(Consumer.class);

  private final Entities entities;

  ConsumerEntities(Entities entities) {
    this.entities = entities;
  }

  /** The consumer; one that does not exist if nobody has created it. */
  CompletionStage<Consumer> find(ConsumerId id) {
    return entities
        .state(id.entity(), new AsOf.Now())
        .thenApply(found ->
            found.map(snapshot -> JSON.decode(bytes(snapshot.state()))).orElse(Consumer.NONE));
  }

  CompletionStage<ConsumerAnswer> ask(ConsumerId id, ConsumerCommand command) {
    return entities
        .execute(id.entity(), new CommandRequest(command, Optional.empty(), OptionalLong.empty()))
        .thenApply(result ->
            switch (result) {
              case CommandResult.Executed executed ->
                  new Done(JSON.decode(bytes(executed.reply())), !executed.events().isEmpty());
              case CommandResult.Rejected rejected ->
                  new Refused(rejected.code(), rejected.message());
              case CommandResult.WrongSequenceNumber never -> throw unexpected(id, never);
              case CommandResult.CommandIdReused never -> throw unexpected(id, never);
              case CommandResult.Defective defect -> throw unexpected(id, defect);
            });
  }

  /** Of {@code stream}, in order; the deleted ones, too. */
  CompletionStage<List<ConsumerId>> ofStream(String stream) {
    String prefix = ConsumerId.prefix(stream);
    return ids(prefix, prefix, Integer.MAX_VALUE, new ArrayList<>());
  }

  /** The first ones of all streams; the deleted ones, too. */
  CompletionStage<List<ConsumerId>> some(int limit) {
    return ids("", "", limit, new ArrayList<>());
  }

  private CompletionStage<List<ConsumerId>> ids(
      String prefix, String after, int limit, List<ConsumerId> found) {
    return entities
        .ids(ConsumerRules.CONSUMER.name(), after, Math.min(PAGE, limit - found.size()))
        .thenCompose(page -> {
          List<String> ids = page.ids().stream().filter(id -> id.startsWith(prefix)).toList();
          ids.forEach(id -> found.add(ConsumerId.parse(id)));
          boolean goesOn = ids.size() == page.ids().size() && found.size() < limit;
          return page.next()
              .filter(next -> goesOn)
              .map(next -> ids(prefix, next, limit, found))
              .orElseGet(() -> CompletableFuture.completedFuture(found));
        });
  }

  private static byte[] bytes(JsonNode tree) {
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static IllegalStateException unexpected(ConsumerId id, CommandResult result) {
    return new IllegalStateException("Consumer %s answered %s".formatted(id, result));
  }
}
