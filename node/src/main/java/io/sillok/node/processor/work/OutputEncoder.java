package io.sillok.node.processor.work;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sillok.node.stream.EventId;
import io.sillok.node.stream.append.Encoding;
import io.sillok.node.stream.append.EventEncoder;
import io.sillok.node.stream.append.NewEvent;
import io.sillok.protocol.processor.Output;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.ProcessorModel;
import io.sillok.protocol.schema.StreamModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes outputs ready for their streams, and refuses those that could never stand before any other
 * of the same event is appended.
 */
final class OutputEncoder implements Fold.Outputs {

  private final ProcessorModel<?, ?> model;
  private final String place;
  private final Map<String, EventEncoder> streams;

  /**
   * @param streams the outputs of the processor as they are defined now
   */
  OutputEncoder(ProcessorModel<?, ?> model, int partition, Map<String, EventEncoder> streams) {
    this.model = model;
    this.streams = streams;
    place = model.type().input() + "/" + partition + ":";
  }

  /**
   * @param offset of the event that {@code outputs} follow from
   * @param time of that event
   * @throws CodecException if one of them can never stand
   */
  @Override
  public List<OutputEvent> encode(long offset, Instant time, List<Output<?>> outputs) {
    List<OutputEvent> encoded = new ArrayList<>(outputs.size());
    for (Output<?> output : outputs) {
      String stream = output.stream().stream();
      NewEvent event =
          new NewEvent(
              output.key(),
              Optional.of(idOf(offset, encoded.size())),
              Optional.of(time),
              json(Objects.requireNonNull(model.outputs().get(stream)), output));
      encoded.add(
          switch (Objects.requireNonNull(streams.get(stream)).encode(event)) {
            case Encoding.Ready ready -> new OutputEvent(stream, ready);
            case Encoding.Wrong wrong -> throw refused(stream, wrong);
          });
    }
    return encoded;
  }

  /** The same event always has outputs with the same ids. */
  private EventId idOf(long offset, int index) {
    return new EventId("processor/" + model.type().name(), place + offset + ":" + index);
  }

  /** The model is of the output's stream. */
  private static <E> JsonNode json(StreamModel<E> stream, Output<?> output) {
    return output
        .event()
        .map(event -> stream.json().toTree(stream.definition().event().cast(event)))
        .orElseGet(NullNode::getInstance);
  }

  private static CodecException refused(String stream, Encoding.Wrong wrong) {
    String errors =
        wrong.why().errors().stream()
            .map(mismatch -> mismatch.pointer() + " " + mismatch.message())
            .collect(Collectors.joining("; "));
    return new CodecException(
        "An event for %s cannot stand: %s %s"
            .formatted(stream, wrong.why().message(), errors)
            .strip(),
        null);
  }
}
