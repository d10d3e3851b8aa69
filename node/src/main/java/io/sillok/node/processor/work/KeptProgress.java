package io.sillok.node.processor.work;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.CommandResult.Executed;
import io.sillok.node.entity.Entities;
import io.sillok.node.entity.Entities.CommandRequest;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntityUnavailableException;
import io.sillok.node.processor.kept.ProcessorRules;
import io.sillok.node.processor.kept.Progress;
import io.sillok.node.processor.kept.ProgressCommand;
import io.sillok.node.processor.kept.ProgressCommand.Begin;
import io.sillok.node.processor.kept.ProgressEvent;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.schema.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * The progress in one partition where it lasts: as an entity of the node's own. Whoever began last
 * writes it; others fail.
 */
final class KeptProgress {

  private static final JsonCodec<Progress> JSON = JsonCodec.of(Progress.class);
  private static final ProcessorRules RULES = new ProcessorRules();

  private final Entities entities;
  private final EntityAddress address;
  private final Progress progress;
  private final long sequenceNumber;
  private final boolean left;

  private KeptProgress(
      Entities entities,
      EntityAddress address,
      Progress progress,
      long sequenceNumber,
      boolean left) {
    this.entities = entities;
    this.address = address;
    this.progress = progress;
    this.sequenceNumber = sequenceNumber;
    this.left = left;
  }

  /** Begins to process {@code input}; from now on, whoever did before cannot record any more. */
  static CompletionStage<KeptProgress> begin(
      Entities entities, String processor, int partition, String input) {
    EntityAddress address =
        new EntityAddress(ProcessorRules.TYPE.name(), processor + "/" + partition);
    return entities
        .execute(
            address, new CommandRequest(new Begin(input), Optional.empty(), OptionalLong.empty()))
        .thenApply(result -> {
          Executed executed = executed(address, result);
          Progress before = progress(executed.reply());
          return new KeptProgress(
              entities,
              address,
              RULES.evolve(before, new ProgressEvent.ProcessingBegun(input)),
              executed.sequenceNumber(),
              before.underway().isPresent());
        });
  }

  private static Progress progress(JsonNode json) {
    return JSON.decode(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Whether whoever did this work before has not ended it in order. */
  boolean isLeft() {
    return left;
  }

  /** As it was recorded last. */
  Progress progress() {
    return progress;
  }

  /** Records {@code command}, durably; the stage has the progress after it. */
  CompletionStage<KeptProgress> record(ProgressCommand command) {
    return entities
        .execute(
            address, new CommandRequest(command, Optional.empty(), OptionalLong.of(sequenceNumber)))
        .thenApply(result ->
            new KeptProgress(
                entities,
                address,
                after(command),
                executed(address, result).sequenceNumber(),
                left));
  }

  private Progress after(ProgressCommand command) {
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

  private static Executed executed(EntityAddress address, CommandResult result) {
    return switch (result) {
      case Executed executed -> executed;
      case CommandResult.WrongSequenceNumber moved ->
          throw new EntityUnavailableException(
              "timeout", "Another node has gone on with this partition of the processor", null);
      case CommandResult.Rejected rejected -> throw defect(address, rejected);
      case CommandResult.CommandIdReused reused -> throw defect(address, reused);
      case CommandResult.Defective defective -> throw defect(address, defective);
    };
  }

  private static IllegalStateException defect(EntityAddress address, CommandResult result) {
    return new IllegalStateException("%s did not take a command: %s".formatted(address, result));
  }
}
