package io.sillok.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.Output;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.ProcessorModel;
import io.sillok.protocol.schema.StreamModel;
import io.sillok.protocol.schema.declared.EventKeys;
import java.util.Objects;
import java.util.Optional;

/** What outputs must be for their streams to take them, as a node checks it. */
final class OutputRules {

  /** As {@code sillok.node.streams.max-event-bytes} is if it is not set otherwise. */
  private static final int MOST_BYTES = 1024 * 1024;

  private OutputRules() {}

  /**
   * How {@code output} is written, key and event.
   *
   * @throws CodecException if it can never stand
   */
  static Written written(ProcessorModel<?, ?> model, Output<?> output) {
    return written(Objects.requireNonNull(model.outputs().get(output.stream().stream())), output);
  }

  /** Arrays in events never equal each other, but are written alike. */
  record Written(String stream, Optional<String> key, Optional<JsonNode> event) {

    Written withoutKey() {
      return new Written(stream, Optional.empty(), event);
    }
  }

  /** How {@code event} is written, whatever its key. */
  static <E> Written event(ProcessorModel<?, ?> model, EventDefinition<E> stream, E event) {
    return new Written(
        stream.stream(),
        Optional.empty(),
        Optional.of(json(Objects.requireNonNull(model.outputs().get(stream.stream())), event)));
  }

  private static <E> JsonNode json(StreamModel<E> stream, Object event) {
    return RoundTrips.named(() -> stream.json().toTree(stream.definition().event().cast(event)));
  }

  /** The model is of the same stream as the output. */
  private static <E> Written written(StreamModel<E> stream, Output<?> output) {
    Optional<E> event = output.event().map(stream.definition().event()::cast);
    Optional<JsonNode> json = event.map(stream.json()::toTree);
    json.ifPresent(tree -> requireSmall(output, stream.declared().encode(tree).length));
    Optional<String> held = event.flatMap(stream::keyOf);
    EventKeys.difference(output.key(), held, stream.key())
        .ifPresent(difference -> {
          throw refused(output, difference);
        });
    held.or(output::key)
        .filter(key -> !EventKeys.isKey(key))
        .ifPresent(key -> {
          throw refused(output, EventKeys.RULE);
        });
    event.ifPresent(stream::timeOf);
    return new Written(stream.definition().stream(), output.key(), json);
  }

  private static void requireSmall(Output<?> output, int bytes) {
    if (bytes > MOST_BYTES) {
      throw refused(
          output,
          "The event has %d bytes, but may have up to %d (sillok.node.streams.max-event-bytes)"
              .formatted(bytes, MOST_BYTES));
    }
  }

  private static CodecException refused(Output<?> output, String why) {
    return new CodecException(
        "An event for %s cannot stand: %s".formatted(output.stream().stream(), why), null);
  }
}
