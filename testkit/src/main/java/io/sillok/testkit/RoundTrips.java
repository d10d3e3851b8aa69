package io.sillok.testkit;

import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.EntityModel.CommandModel;
import io.sillok.protocol.schema.EntityModel.EventModel;
import io.sillok.protocol.schema.JsonCodec;
import io.sillok.protocol.schema.JsonMismatchException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes and reads whatever passes through, as a node does on the way to its log and back. */
final class RoundTrips<C, E, S> {

  private final EntityModel<C, E, S> model;

  RoundTrips(EntityModel<C, E, S> model) {
    this.model = model;
  }

  Decider<C, E, S> decider() {
    return model.type().decider();
  }

  C command(C command) {
    CommandModel<? extends C> known = model.commands().get(named(() -> model.nameOf(command)));
    return json(Objects.requireNonNull(known), command);
  }

  E event(E event) {
    return avro(named(() -> model.eventOf(event)), event);
  }

  S state(S state) {
    named(() -> model.stateJson().encode(state));
    return throughAvro(model.stateAvro(), state);
  }

  void reply(@Nullable Object reply) {
    named(() -> JsonCodec.replyTree(reply));
  }

  private static <T> T json(CommandModel<T> known, Object command) {
    return throughJson(known.json(), known.record().cast(command));
  }

  private static <T> T avro(EventModel<T> known, Object event) {
    T own = known.record().cast(event);
    named(() -> known.json().encode(own));
    return throughAvro(known.avro(), own);
  }

  private static <T> T throughJson(JsonCodec<T> codec, T value) {
    return same(value, named(() -> codec.decode(codec.encode(value))));
  }

  static <T> T throughAvro(AvroCodec<T> codec, T value) {
    return same(value, named(() -> codec.decode(codec.encode(value))));
  }

  private static <T> T same(T value, T read) {
    if (!value.equals(read)) {
      throw new AssertionError(
          "%s is read back as another value; give its type an equals that compares what it holds%n  written: %s%n  read:    %s"
              .formatted(value.getClass().getSimpleName(), value, read));
    }
    return read;
  }

  static <T> T named(Step<T> step) {
    try {
      return step.run();
    } catch (CodecException | JsonMismatchException unkept) {
      throw new AssertionError("A node could not take this: " + unkept.getMessage(), unkept);
    }
  }

  @FunctionalInterface
  interface Step<T> {
    T run();
  }
}
