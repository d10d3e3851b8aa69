package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.consumer.Consumers;
import io.sillok.node.stream.filter.EventFilter;
import io.sillok.node.stream.queue.Queues;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The filters that readers of a stream keep, which its definition must not leave behind. */
final class ReaderFilters {

  private static final String OUTDATED = "filter-outdated";

  private final Consumers consumers;
  private final Queues queues;

  ReaderFilters(Consumers consumers, Queues queues) {
    this.consumers = consumers;
    this.queues = queues;
  }

  /** The stage fails with a refusal if a filter does not fit {@code next}. */
  CompletionStage<Void> require(StreamDefinition next) {
    return unfit(next.name(), next.schema())
        .thenAccept(unfit -> {
          if (!unfit.isEmpty()) {
            throw outdated(next.name(), unfit).asRefusal();
          }
        });
  }

  private CompletionStage<List<FieldError>> unfit(String stream, Schema schema) {
    return consumers
        .unfit(stream, schema)
        .thenCombine(
            queues.of(stream),
            (ofConsumers, all) -> {
              List<FieldError> errors = new ArrayList<>();
              ofConsumers.forEach((name, why) -> errors.add(error("consumer", name, why)));
              all.forEach(queue ->
                  queue
                      .settings()
                      .filter()
                      .flatMap(filter -> EventFilter.unfit(filter, schema))
                      .ifPresent(why -> errors.add(error("queue", queue.name(), why))));
              return errors;
            });
  }

  private static FieldError error(String kind, String name, String why) {
    return new FieldError(
        OUTDATED, "/schema", "The filter of %s %s would not fit: %s".formatted(kind, name, why));
  }

  private static Problem outdated(String stream, List<FieldError> errors) {
    return Problem.of(
            409,
            OUTDATED,
            "Readers of the stream have filters that would not fit",
            "%s. Give them other filters first, with PUT /v1/streams/%s/consumers/NAME and {\"filter\": …, \"replaceFilter\": true}, or PUT /v1/streams/%s/queues/NAME"
                .formatted(
                    errors.stream().map(FieldError::message).collect(Collectors.joining(". ")),
                    stream,
                    stream))
        .withErrors(errors);
  }
}
