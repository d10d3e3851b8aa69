package io.sillok.node.stream.queue.shard;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.CommandResult.Executed;
import io.sillok.node.entity.Entities;
import io.sillok.node.entity.Entities.CommandRequest;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntityUnavailableException;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.kept.Progress;
import io.sillok.node.stream.queue.kept.ProgressCommand;
import io.sillok.node.stream.queue.kept.ProgressEvent;
import io.sillok.node.stream.queue.kept.ProgressRules;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.schema.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** The progress of a queue in one partition where it lasts: as an entity of the node's own. */
final class KeptProgress {

  private static final JsonCodec<Progress> JSON = JsonCodec.of(Progress.class);
  private static final ProgressRules RULES = new ProgressRules();

  private final Entities entities;
  private final EntityAddress address;

  KeptProgress(Entities entities, String queue, int partition) {
    this.entities = entities;
    address = new EntityAddress(ProgressRules.TYPE.name(), queue + "/" + partition);
  }

  /** The progress as it stands. */
  record Opened(Progress progress, long sequenceNumber) {}

  /** Begins it, if {@code queue} is new. */
  CompletionStage<Opened> open(QueueDefinition queue, int partition) {
    ProgressCommand open = new ProgressCommand.Open(queue.id(), queue.start(partition));
    return entities
        .execute(address, new CommandRequest(open, Optional.empty(), OptionalLong.empty()))
        .thenApply(result -> {
          Executed executed = executed(result);
          return new Opened(progress(executed.reply()), executed.sequenceNumber());
        });
  }

  private static Progress progress(JsonNode json) {
    return JSON.decode(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Has {@code command} take effect, durably, if the progress stands at {@code sequenceNumber}; the
   * stage has the sequence number after it.
   */
  CompletionStage<Long> execute(ProgressCommand command, long sequenceNumber) {
    return entities
        .execute(
            address, new CommandRequest(command, Optional.empty(), OptionalLong.of(sequenceNumber)))
        .thenApply(result -> executed(result).sequenceNumber());
  }

  private Executed executed(CommandResult result) {
    return switch (result) {
      case Executed executed -> executed;
      case CommandResult.WrongSequenceNumber(var expected, var actual) ->
          throw new EntityUnavailableException(
              "timeout",
              "Another node has gone on with this partition of the queue; ask again",
              null);
      case CommandResult.Rejected rejected -> throw defect(rejected);
      case CommandResult.CommandIdReused reused -> throw defect(reused);
      case CommandResult.Defective defective -> throw defect(defective);
    };
  }

  private IllegalStateException defect(CommandResult result) {
    return new IllegalStateException("%s did not take a command: %s".formatted(address, result));
  }

  /** {@code progress} after {@code command} took effect. */
  static Progress after(ProgressCommand command, Progress progress) {
    Context context = new Context("", Instant.EPOCH, 1); // the rules ask for none of it
    Progress after = progress;
    if (RULES.decide(command, progress, context)
        instanceof Decision.Accepted<ProgressEvent>(var events, var reply)) {
      for (ProgressEvent event : events) {
        after = RULES.evolve(after, event);
      }
    }
    return after;
  }
}
