package io.sillok.node.window.definition;

import io.sillok.node.stream.input.InputDecoder;
import io.sillok.node.stream.input.InputEvent;
import io.sillok.node.window.lookup.TableSource;
import io.sillok.node.window.lookup.TableView;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.protocol.processor.Incoming;
import java.util.Optional;

/** The event itself. */
record PlainReading<S>(InputDecoder<S> events) implements RecordReading<S> {

  @Override
  public boolean isOf(LoggedEvent event) {
    return events.isOf(event);
  }

  @Override
  public Optional<TableSource> table() {
    return Optional.empty();
  }

  @Override
  public Outcome<S> read(IndexedEvent event, TableView table) {
    return switch (events.decode(event)) {
      case InputEvent.Legible<S>(long offset, Incoming<S> incoming) -> new Given<>(incoming);
      case InputEvent.Removal<S> removal -> new Skipped<>();
      case InputEvent.Illegible<S>(long offset, int attempts, String reason) ->
          new Refused<>(reason);
    };
  }
}
