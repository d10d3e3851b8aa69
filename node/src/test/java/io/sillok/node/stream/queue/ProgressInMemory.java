package io.sillok.node.stream.queue;

import io.sillok.node.entity.AsOf;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.CommandResult.Executed;
import io.sillok.node.entity.CommandResult.Rejected;
import io.sillok.node.entity.CommandResult.WrongSequenceNumber;
import io.sillok.node.entity.Entities;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.entity.EventPage;
import io.sillok.node.entity.IdPage;
import io.sillok.node.stream.queue.kept.Progress;
import io.sillok.node.stream.queue.kept.ProgressCommand;
import io.sillok.node.stream.queue.kept.ProgressEvent;
import io.sillok.node.stream.queue.kept.ProgressRules;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.schema.JsonCodec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How far queues have come, in memory: the same for all nodes that ask. */
public class ProgressInMemory implements Entities {

  private static final ProgressRules RULES = new ProgressRules();

  private final Map<EntityAddress, Kept> all = new HashMap<>();

  private record Kept(Progress progress, long sequenceNumber) {}

  @Override
  public CompletionStage<CommandResult> execute(EntityAddress entity, CommandRequest request) {
    synchronized (all) {
      Kept kept = all.getOrDefault(entity, new Kept(Progress.NONE, 0));
      long expected = request.expectedSequenceNumber().orElse(kept.sequenceNumber());
      return CompletableFuture.completedFuture(
          expected == kept.sequenceNumber()
              ? decide(entity, (ProgressCommand) request.command(), kept)
              : new WrongSequenceNumber(expected, kept.sequenceNumber()));
    }
  }

  private CommandResult decide(EntityAddress entity, ProgressCommand command, Kept kept) {
    Context context = new Context("", Instant.EPOCH, 1);
    return switch (RULES.decide(command, kept.progress(), context)) {
      case Decision.Accepted<ProgressEvent>(var events, var reply) -> {
        Progress progress = kept.progress();
        for (ProgressEvent event : events) {
          progress = RULES.evolve(progress, event);
        }
        long reached = kept.sequenceNumber() + events.size();
        all.put(entity, new Kept(progress, reached));
        yield new Executed(JsonCodec.replyTree(reply), List.of(), reached, false);
      }
      case Decision.Rejected<ProgressEvent>(var code, var message) ->
          new Rejected(code, message, kept.sequenceNumber());
    };
  }

  @Override
  public CompletionStage<Optional<EntitySnapshot>> state(EntityAddress entity, AsOf asOf) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<EventPage> events(EntityAddress entity, long from, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<IdPage> ids(String type, String after, int limit) {
    throw new UnsupportedOperationException();
  }
}
