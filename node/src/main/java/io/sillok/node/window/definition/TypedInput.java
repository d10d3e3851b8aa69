package io.sillok.node.window.definition;

import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.input.Defect;
import io.sillok.node.stream.input.InputDecoder;
import io.sillok.node.stream.input.InputEvent;
import io.sillok.node.stream.input.MachineFailureException;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.projection.ProjectionSource;
import io.sillok.protocol.schema.ProjectionModel.SourceModel;
import io.sillok.protocol.schema.declared.EventKeys;

/** A stream that a module's projection reads. */
final class TypedInput<S, E> implements ProjectionInput<E> {

  private final ProjectionSource<S, E> source;
  private final StreamDefinition stream;
  private final InputDecoder<S> decoder;

  TypedInput(
      SourceModel<S, E> model, StreamDefinition stream, RecordedCodec entities, Schemas schemas) {
    source = model.source();
    this.stream = stream;
    decoder = new InputDecoder<>(source.event(), model.event(), stream, entities, schemas);
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
    return decoder.isOf(event);
  }

  @Override
  public Read<E> read(IndexedEvent event) {
    return switch (decoder.decode(event)) {
      case InputEvent.Legible<S>(long offset, Incoming<S> incoming) -> read(offset, incoming);
      case InputEvent.Removal<S> removal -> new Read.Skipped<>();
      case InputEvent.Illegible<S>(long offset, String reason) -> new Read.Rejected<>(reason);
    };
  }

  private Read<E> read(long offset, Incoming<S> incoming) {
    try {
      if (!source.filter().test(incoming)) {
        return new Read.Skipped<>();
      }
      String key = source.key().map(about -> about.apply(incoming)).orElse(incoming.key());
      return EventKeys.isKey(key)
          ? new Read.Counted<>(key, source.value().apply(incoming))
          : new Read.Rejected<>("Its key is '%s': %s".formatted(key, EventKeys.RULE));
    } catch (Throwable thrown) {
      Defect defect = new Defect(thrown);
      if (defect.isOfMachine()) {
        throw new MachineFailureException(stream.name(), offset, defect);
      }
      return new Read.Rejected<>(defect.reason());
    }
  }
}
