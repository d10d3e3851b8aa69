package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.consumer.Consumers;
import io.sillok.node.stream.filter.EventFilter;
import io.sillok.node.stream.queue.Queues;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The filters that readers of a stream keep, which its definition must not leave behind. */
final class ReaderFilters {

  private static final String CONSUMER = "consumer";
  private static final String OUTDATED = "filter-outdated";

  private static final Logger LOGGER = LoggerFactory.getLogger(ReaderFilters.class);

  private final Consumers consumers;
  private final Queues queues;

  ReaderFilters(Consumers consumers, Queues queues) {
    this.consumers = consumers;
    this.queues = queues;
  }

  /** A filter that does not fit, of a {@code kind} of reader. */
  private record Unfit(String kind, String name, String why) {

    /** What gives it another filter. */
    String cure(String stream) {
      return kind.equals(CONSUMER)
          ? "PUT /v1/streams/%s/consumers/%s and {\"filter\": …, \"replaceFilter\": true}"
              .formatted(stream, name)
          : "PUT /v1/streams/%s/queues/%s and {\"filter\": …}".formatted(stream, name);
    }

    FieldError wouldBe() {
      return new FieldError(
          OUTDATED, "/schema", "The filter of %s %s would not fit: %s".formatted(kind, name, why));
    }
  }

  /** The stage fails with a refusal if a filter does not fit {@code next}. */
  CompletionStage<Void> require(StreamDefinition next) {
    return unfit(next)
        .thenAccept(unfit -> {
          if (!unfit.isEmpty()) {
            throw outdated(next.name(), unfit).asRefusal();
          }
        });
  }

  /**
   * Tells in the log which filters do not fit those of {@code streams} that modules have: these
   * change with the modules, whatever filters there are.
   */
  CompletionStage<Void> warnOfModules(Streams streams) {
    return streams
        .all()
        .thenCompose(all -> warn(all.stream().filter(ReaderFilters::isOfModule).toList()))
        .exceptionally(failure -> {
          LOGGER.warn(
              "It is not known whether the filters of consumers and queues fit the streams of modules: {}",
              String.valueOf(failure.getMessage()));
          return null;
        });
  }

  private static boolean isOfModule(StreamDefinition stream) {
    return switch (stream) {
      case StreamDefinition.OfEntityType ofEntityType -> true;
      case StreamDefinition.Declared declared -> declared.declaration().module().isPresent();
    };
  }

  /** One stream after the other. */
  private CompletionStage<Void> warn(List<StreamDefinition> streams) {
    CompletionStage<Void> all = CompletableFuture.completedFuture(null);
    for (StreamDefinition stream : streams) {
      all =
          all.thenCompose(done -> unfit(stream))
              .thenAccept(unfit -> unfit.forEach(each -> warn(stream.name(), each)));
    }
    return all;
  }

  private static void warn(String stream, Unfit unfit) {
    LOGGER.warn(
        "The filter of {} {} does not fit the definition that stream {} has now: {}. It stands still until it has another one, with {}",
        unfit.kind(),
        unfit.name(),
        stream,
        unfit.why(),
        unfit.cure(stream));
  }

  private CompletionStage<List<Unfit>> unfit(StreamDefinition stream) {
    return consumers
        .unfit(stream.name(), stream.schema())
        .thenCombine(
            queues.of(stream.name()),
            (ofConsumers, all) -> {
              List<Unfit> unfit = new ArrayList<>();
              ofConsumers.forEach((name, why) -> unfit.add(new Unfit(CONSUMER, name, why)));
              all.forEach(queue ->
                  queue
                      .settings()
                      .filter()
                      .flatMap(filter -> EventFilter.unfit(filter, stream.schema()))
                      .ifPresent(why -> unfit.add(new Unfit("queue", queue.name(), why))));
              return unfit;
            });
  }

  private static Problem outdated(String stream, List<Unfit> unfit) {
    List<FieldError> errors = unfit.stream().map(Unfit::wouldBe).toList();
    return Problem.of(
            409,
            OUTDATED,
            "Readers of the stream have filters that would not fit",
            "%s. Give them other filters first, with %s"
                .formatted(
                    errors.stream().map(FieldError::message).collect(Collectors.joining(". ")),
                    unfit.stream()
                        .map(each -> each.cure(stream))
                        .collect(Collectors.joining(", "))))
        .withErrors(errors);
  }
}
