package io.sillok.node.window.definition;

import io.sillok.node.stream.input.Defect;
import io.sillok.node.stream.input.InputDecoder;
import io.sillok.node.stream.input.InputEvent;
import io.sillok.node.window.lookup.TableSource;
import io.sillok.node.window.lookup.TableView;
import io.sillok.node.window.lookup.TableWait;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.projection.SourceRecord;
import io.sillok.protocol.schema.declared.EventKeys;
import io.sillok.protocol.window.EventTimes;
import java.util.Optional;

/**
 * What is made of an event and a table at its time.
 *
 * @param values reads the table's
 */
record EnrichedReading<I, T, S>(
    SourceRecord.Enriched<I, T, S> record,
    InputDecoder<I> events,
    InputDecoder<T> values,
    TableSource source)
    implements RecordReading<S> {

  @Override
  public boolean isOf(LoggedEvent event) {
    return events.isOf(event);
  }

  @Override
  public Optional<TableSource> table() {
    return Optional.of(source);
  }

  @Override
  public Outcome<S> read(IndexedEvent event, TableView table) {
    return switch (events.decode(event)) {
      case InputEvent.Legible<I>(long offset, Incoming<I> incoming) -> lookUp(incoming, table);
      case InputEvent.Removal<I> removal -> new Skipped<>();
      case InputEvent.Illegible<I>(long offset, int attempts, String reason) ->
          new Refused<>(reason);
    };
  }

  private Outcome<S> lookUp(Incoming<I> incoming, TableView table) {
    String key;
    try {
      if (!record.taken().test(incoming)) {
        return new Skipped<>();
      }
      key = record.lookup().key().apply(incoming.event());
    } catch (Throwable thrown) {
      return new Refused<>(new Defect(thrown).reason());
    }
    if (!EventKeys.isKey(key)) {
      return new Refused<>(
          "Its key in %s is '%s': %s".formatted(record.lookup().stream(), key, EventKeys.RULE));
    }
    return switch (table.find(key, EventTimes.micros(incoming.time()))) {
      case TableView.Unknown(TableWait until) -> new Waiting<>(until);
      case TableView.Known(Optional<IndexedEvent> change) -> enrich(incoming, change);
    };
  }

  private Outcome<S> enrich(Incoming<I> incoming, Optional<IndexedEvent> change) {
    if (change.isEmpty()) {
      return made(incoming, Optional.empty());
    }
    return switch (values.decode(change.get())) {
      case InputEvent.Legible<T>(long offset, Incoming<T> value) ->
          made(incoming, Optional.of(value.event()));
      case InputEvent.Removal<T> removal -> made(incoming, Optional.empty());
      case InputEvent.Illegible<T>(long offset, int attempts, String reason) ->
          new Refused<>(
              "What %s has for it, at offset %d of partition %d, is not legible: %s"
                  .formatted(
                      record.lookup().stream(), offset, change.get().log().partition(), reason));
    };
  }

  private Outcome<S> made(Incoming<I> incoming, Optional<T> value) {
    try {
      return new Given<>(
          new Incoming<>(
              incoming.key(), incoming.time(), record.made().apply(incoming.event(), value)));
    } catch (Throwable thrown) {
      return new Refused<>(new Defect(thrown).reason());
    }
  }
}
