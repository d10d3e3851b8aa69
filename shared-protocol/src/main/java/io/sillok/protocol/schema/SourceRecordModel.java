package io.sillok.protocol.schema;

import io.sillok.protocol.projection.SourceRecord;
import java.util.Optional;

/** How what a source's functions get of an event is read. */
public sealed interface SourceRecordModel<S> {

  /** Reads the events, whatever schema of theirs they were written with. */
  AvroCodec<?> event();

  /** The stream whose table is looked up; absent: none is. */
  Optional<String> table();

  /** It is the event. */
  record Plain<S>(SourceRecord.Plain<S> record, AvroCodec<S> event)
      implements SourceRecordModel<S> {
    @Override
    public Optional<String> table() {
      return Optional.empty();
    }
  }

  /**
   * It is made of the event and what a table had.
   *
   * @param value reads the table's values
   */
  record Enriched<I, T, S>(
      SourceRecord.Enriched<I, T, S> record, AvroCodec<I> event, AvroCodec<T> value)
      implements SourceRecordModel<S> {
    @Override
    public Optional<String> table() {
      return Optional.of(record.lookup().stream());
    }
  }

  static <S> SourceRecordModel<S> of(SourceRecord<S> record) {
    return switch (record) {
      case SourceRecord.Plain<S> plain -> new Plain<>(plain, AvroCodec.of(plain.event()));
      case SourceRecord.Enriched<?, ?, S> enriched -> enriched(enriched);
    };
  }

  private static <I, T, S> SourceRecordModel<S> enriched(SourceRecord.Enriched<I, T, S> record) {
    return new Enriched<>(
        record, AvroCodec.of(record.event()), AvroCodec.of(record.lookup().value()));
  }
}
