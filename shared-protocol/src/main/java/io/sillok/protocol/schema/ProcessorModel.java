package io.sillok.protocol.schema;

import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.Output;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.processor.ProcessorType;
import io.sillok.protocol.schema.shape.Names;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.apache.avro.Schema;

/**
 * A processor that was checked: how it reads its events, keeps its states and writes its outputs.
 *
 * @param event reads the input's events, whatever schema of theirs they were written with
 * @param state keeps the states of keys
 * @param outputs the streams that it emits to, by name
 */
public record ProcessorModel<I, S>(
    ProcessorType<I, S> type,
    AvroCodec<I> event,
    AvroCodec<S> state,
    SequencedMap<String, StreamModel<?>> outputs) {

  private static final int LONGEST_NAME = 60;

  public ProcessorModel {
    outputs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(outputs));
  }

  /**
   * Checks {@code type} by itself.
   *
   * @param declared the streams that its module declares, by name
   * @throws InvalidModuleException naming the processor or the class, and why, if it cannot run
   */
  public static <I, S> ProcessorModel<I, S> of(
      ProcessorType<I, S> type, Map<String, ? extends StreamModel<?>> declared) {
    if (!Names.isKebab(type.name()) || type.name().length() > LONGEST_NAME) {
      throw new InvalidModuleException(
          "Processor '%s' has a name that is not kebab case of up to %d characters; name it like product-sales"
              .formatted(type.name(), LONGEST_NAME));
    }
    if (!StreamNames.isStream(type.input())) {
      throw invalid(type, StreamNames.refusal(type.input()));
    }
    if (!type.event().isRecord()) {
      throw invalid(
          type,
          "reads events into %s, which is no record; give it a record of the fields that it needs"
              .formatted(Names.of(type.event())));
    }
    ProcessorModel<I, S> model =
        new ProcessorModel<>(
            type, AvroCodec.of(type.event()), AvroCodec.of(type.state()), outputs(type, declared));
    model.checkInitial();
    return model;
  }

  private static SequencedMap<String, StreamModel<?>> outputs(
      ProcessorType<?, ?> type, Map<String, ? extends StreamModel<?>> declared) {
    SequencedMap<String, StreamModel<?>> outputs = new LinkedHashMap<>();
    for (EventDefinition<?> output : type.outputs()) {
      String stream = output.stream();
      StreamModel<?> model = declared.get(stream);
      if (model == null || !model.definition().isSameAs(output)) {
        throw invalid(
            type,
            "emits to stream %s, which its module does not declare like that; put the same definition into streams()"
                .formatted(stream));
      }
      if (stream.equals(type.input())) {
        throw invalid(
            type,
            "emits to its own input %s, which would never end; emit to another stream"
                .formatted(stream));
      }
      outputs.put(stream, model);
    }
    return outputs;
  }

  /**
   * Refuses an input that cannot be read.
   *
   * @param input the present definition of the input's events
   * @throws InvalidModuleException naming the field, and why
   */
  public void requireReadable(Schema input) {
    event
        .unreadable(input)
        .ifPresent(why -> {
          throw invalid(
              type,
              "cannot read the events of %s into %s: %s"
                  .formatted(type.input(), Names.of(type.event()), why));
        });
  }

  /** What every key starts from must itself be a state that can be kept. */
  private void checkInitial() {
    String where = Names.of(type.processor().getClass()) + ".initial()";
    S initial = ModuleCode.initial(where, type.processor()::initial);
    try {
      state.decode(state.encode(initial));
    } catch (CodecException unkept) {
      throw new InvalidModuleException(
          "%s returns a state that cannot be kept: %s"
              .formatted(where, Objects.requireNonNull(unkept.getMessage())));
    }
  }

  /**
   * What follows from {@code event}.
   *
   * @throws CodecException if it cannot be, by a defect; what the processor throws comes through
   */
  public Processing<S> process(S before, Incoming<I> incoming) {
    return checked(type.processor().process(before, incoming));
  }

  /** As {@link #process}, where {@code key} is removed. */
  public Processing<S> remove(S before, String key, Instant time) {
    return checked(type.processor().remove(before, key, time));
  }

  private Processing<S> checked(Processing<S> processing) {
    if (processing == null || processing.state() == null) {
      throw new CodecException(
          "Processor %s returns no state; return keep(state)".formatted(type.name()), null);
    }
    if (processing.outputs().size() > Processing.MOST_OUTPUTS) {
      throw new CodecException(
          "Processor %s emits %d events for one, but may emit up to %d"
              .formatted(type.name(), processing.outputs().size(), Processing.MOST_OUTPUTS),
          null);
    }
    for (Output<?> output : processing.outputs()) {
      StreamModel<?> model = outputs.get(output.stream().stream());
      if (model == null || !model.definition().isSameAs(output.stream())) {
        throw new CodecException(
            "Processor %s emits to stream %s, which is none of its outputs; name it among them"
                .formatted(type.name(), output.stream().stream()),
            null);
      }
    }
    return processing;
  }

  private static InvalidModuleException invalid(ProcessorType<?, ?> type, String why) {
    return new InvalidModuleException("Processor %s %s".formatted(type.name(), why));
  }
}
