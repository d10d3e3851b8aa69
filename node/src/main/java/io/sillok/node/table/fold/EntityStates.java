package io.sillok.node.table.fold;

import io.sillok.node.entity.journaled.EntityRules;
import io.sillok.node.entity.journaled.EntityState;
import io.sillok.node.entity.journaled.Recorded;
import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.node.entity.journaled.RememberedCommands;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.RowChange;
import io.sillok.node.table.rows.RowCodec;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.EntityModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an entity type: the state of each entity, folded from its events by the module's
 * rules. After each event the state goes through its bytes, so that it does not depend on where a
 * fold was interrupted, not even by the order of a hash map.
 */
public final class EntityStates implements TableFold {

  private final EntityRules<?, ?, ?> rules;
  private final RecordedCodec events;
  private final AvroCodec<Object> states;
  private final String type;

  /**
   * @param events how they are kept
   */
  @SuppressWarnings("unchecked") // the codec takes the states of its own entity type
  public EntityStates(EntityModel<?, ?, ?> model, RecordedCodec events) {
    this.events = events;
    rules = new EntityRules<>(model);
    states = (AvroCodec<Object>) model.stateAvro();
    type = model.type().name();
  }

  @Override
  public String shape() {
    return "state-%d-%s".formatted(RowCodec.VERSION, Schemas.hex(states.fingerprint()));
  }

  @Override
  public Set<String> reads(List<IndexedEvent> events) {
    return events.stream().map(EntityStates::id).collect(Collectors.toSet());
  }

  @Override
  public List<RowChange> changes(List<IndexedEvent> events, Map<String, Row> present) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (IndexedEvent event : events) {
      String id = id(event);
      Row before = rows.containsKey(id) ? rows.get(id) : present.get(id);
      if (before == null || event.event().sequenceNumber() > before.sequenceNumber()) {
        rows.put(id, after(id, before, event));
      }
    }
    return rows.values().stream().<RowChange>map(RowChange.Put::new).toList();
  }

  private Row after(String id, @Nullable Row before, IndexedEvent event) {
    long last = before == null ? 0 : before.sequenceNumber();
    if (event.event().previousSequenceNumber() != last) {
      throw UnfoldableEventException.gap(event, last);
    }
    Recorded recorded =
        events.decode(event.event().payload().manifest(), event.event().payload().bytes());
    return new Row(
        id,
        event.offset(),
        recorded.eventTime(),
        event.event().sequenceNumber(),
        states.fingerprint(),
        folded(before, recorded, event));
  }

  private byte[] folded(@Nullable Row before, Recorded recorded, IndexedEvent event) {
    try {
      EntityState state = rules.apply(before == null ? rules.initial() : state(before), recorded);
      return states.encode(state.value());
    } catch (CodecException known) {
      throw known;
    } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError defect) {
      throw UnfoldableEventException.defect(event, defect);
    }
  }

  private EntityState state(Row row) {
    return new EntityState(
        type, states.decode(row.avro()), row.sequenceNumber(), row.time(), RememberedCommands.NONE);
  }

  private static String id(IndexedEvent event) {
    String persistenceId = event.event().persistenceId();
    return persistenceId.substring(persistenceId.indexOf('|') + 1);
  }

  @Override
  public boolean forgetsWithLog() {
    return false; // an entity has its state from all of its events, wherever these are kept
  }
}
