package io.sillok.node.window.definition;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.input.Defect;
import io.sillok.node.window.definition.RecordReading.Given;
import io.sillok.node.window.definition.RecordReading.Refused;
import io.sillok.node.window.definition.RecordReading.Skipped;
import io.sillok.node.window.definition.RecordReading.Waiting;
import io.sillok.node.window.lookup.TableSource;
import io.sillok.node.window.lookup.TableView;
import io.sillok.node.window.lookup.TableWait;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.projection.ProjectionSource;
import io.sillok.protocol.schema.declared.EventKeys;
import java.util.Optional;

/** A stream that a module's projection reads. */
final class TypedInput<S, E> implements ProjectionInput<E> {

  private final ProjectionSource<S, E> source;
  private final StreamDefinition stream;
  private final RecordReading<S> reading;

  TypedInput(ProjectionSource<S, E> source, StreamDefinition stream, RecordReading<S> reading) {
    this.source = source;
    this.stream = stream;
    this.reading = reading;
  }

  @Override
  public StreamDefinition definition() {
    return stream;
  }

  @Override
  public boolean isByStreamKey() {
    return source.key().isEmpty() && stream instanceof StreamDefinition.Declared;
  }

  @Override
  public boolean isOf(LoggedEvent event) {
    return reading.isOf(event);
  }

  @Override
  public Optional<TableSource> table() {
    return reading.table();
  }

  @Override
  public Read<E> read(IndexedEvent event, TableView table) {
    return switch (reading.read(event, table)) {
      case Given<S>(Incoming<S> incoming) -> read(incoming);
      case Skipped<S> none -> new Read.Skipped<>();
      case Refused<S>(String reason) -> new Read.Rejected<>(reason);
      case Waiting<S>(TableWait until) -> new Read.Waiting<>(until);
    };
  }

  private Read<E> read(Incoming<S> incoming) {
    try {
      if (!source.filter().test(incoming)) {
        return new Read.Skipped<>();
      }
      String key = source.key().map(about -> about.apply(incoming)).orElse(incoming.key());
      return EventKeys.isKey(key)
          ? new Read.Counted<>(key, source.value().apply(incoming))
          : new Read.Rejected<>("Its key is '%s': %s".formatted(key, EventKeys.RULE));
    } catch (Throwable thrown) {
      return new Read.Rejected<>(new Defect(thrown).reason());
    }
  }
}
