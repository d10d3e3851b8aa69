package io.sillok.node.table.fold;

import io.sillok.node.stream.StreamRecord;
import io.sillok.node.stream.StreamRecordCodec;
import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.RowChange;
import io.sillok.node.table.rows.RowCodec;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of a declared stream of kind {@code entity}: each event is the value of its key. */
public final class LatestValues implements TableFold {

  private static final String SHAPE = "latest-" + RowCodec.VERSION;

  @Override
  public String shape() {
    return SHAPE;
  }

  @Override
  public Set<String> reads(List<IndexedEvent> events) {
    return Set.of();
  }

  @Override
  public List<RowChange> changes(List<IndexedEvent> events, Map<String, Row> present) {
    Map<String, RowChange> changes = new LinkedHashMap<>();
    for (IndexedEvent event : events) {
      StreamRecord record = StreamRecordCodec.decode(event.event().payload().bytes());
      record.key().ifPresent(key -> changes.put(key, change(key, record, event)));
    }
    return List.copyOf(changes.values());
  }

  private static RowChange change(String key, StreamRecord record, IndexedEvent event) {
    return record.removal()
        ? new RowChange.Remove(key, event.offset())
        : new RowChange.Put(
            new Row(
                key,
                event.offset(),
                event.event().eventTime(),
                0,
                record.fingerprint(),
                record.avro()));
  }

  @Override
  public boolean forgetsWithLog() {
    return true;
  }
}
