package io.sillok.testkit;

import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.projection.Lookup;
import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.schema.SourceRecordModel;
import io.sillok.protocol.schema.declared.EventKeys;
import io.sillok.protocol.window.EventTimes;
import io.sillok.testkit.GivenStreams.Entry;
import java.util.Optional;
import java.util.function.BiFunction;

/** Makes what the functions of a source get of an event, as a node does. */
final class SourceRecords {

  private SourceRecords() {}

  /** What comes of an event. */
  sealed interface Outcome<S> {}

  record Given<S>(S record) implements Outcome<S> {}

  record Skipped<S>() implements Outcome<S> {}

  record Refused<S>(String reason) implements Outcome<S> {}

  /** The table is not known yet. */
  record Waits<S>() implements Outcome<S> {}

  /**
   * @param table says what the source's had for a key at a time
   */
  static <S> Outcome<S> read(
      SourceRecordModel<S> model,
      Entry.Event entry,
      BiFunction<String, Long, Tables.Answer> table) {
    return switch (model) {
      case SourceRecordModel.Plain<S> plain ->
          new Given<>(throughAvro(plain.record().event(), plain.event(), entry.event()));
      case SourceRecordModel.Enriched<?, ?, S> enriched -> enriched(enriched, entry, table);
    };
  }

  private static <T> T throughAvro(Class<T> type, AvroCodec<T> codec, Object event) {
    return codec.decode(codec.encode(type.cast(event)));
  }

  private static <I, T, S> Outcome<S> enriched(
      SourceRecordModel.Enriched<I, T, S> model,
      Entry.Event entry,
      BiFunction<String, Long, Tables.Answer> table) {
    I event = throughAvro(model.record().event(), model.event(), entry.event());
    Lookup<I, T> lookup = model.record().lookup();
    try {
      if (!model
          .record()
          .taken()
          .test(new Incoming<>(entry.key(), EventTimes.time(entry.time()), event))) {
        return new Skipped<>();
      }
      String key = lookup.key().apply(event);
      if (!EventKeys.isKey(key)) {
        return new Refused<>(
            "Its key in %s is '%s': %s".formatted(lookup.stream(), key, EventKeys.RULE));
      }
      return switch (table.apply(key, entry.time())) {
        case Tables.Unknown unknown -> new Waits<>();
        case Tables.Known(Optional<Object> value) ->
            new Given<>(
                model
                    .record()
                    .made()
                    .apply(
                        event,
                        value.map(each -> throughAvro(lookup.value(), model.value(), each))));
      };
    } catch (RuntimeException failure) {
      return new Refused<>("%s: %s".formatted(entry.event(), failure));
    }
  }
}
