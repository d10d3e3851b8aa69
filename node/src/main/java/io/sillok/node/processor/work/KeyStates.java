package io.sillok.node.processor.work;

import io.sillok.node.processor.work.Folded.KeyState;
import io.sillok.node.stream.input.Defect;
import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.RowChange;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.table.rows.TableStore;
import io.sillok.persistence.StoreException;
import io.sillok.protocol.processor.NoState;
import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.schema.ProcessorModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The states of keys in one partition, as rows of a table. How far they have come is told in steps,
 * as {@link io.sillok.node.processor.kept.Progress#steps} has it.
 */
final class KeyStates<S> {

  private static final String TABLE = "processor/";

  private final TableRows rows;
  private final AvroCodec<S> codec;
  private final boolean none;
  private final String place;
  private volatile long steps;

  private KeyStates(TableRows rows, ProcessorModel<?, S> model, int partition) {
    this.rows = rows;
    codec = model.state();
    none = model.type().state() == NoState.class;
    place = "processor %s in partition %d".formatted(model.type().name(), partition);
    steps = rows.applied();
  }

  static <S> CompletionStage<KeyStates<S>> open(
      TableStore store, ProcessorModel<?, S> model, int partition) {
    return store
        .open(id(model, partition))
        .thenApply(rows -> new KeyStates<>(rows, model, partition));
  }

  /** Drops what was kept of other inputs, records of state and revisions. */
  static CompletionStage<Void> dropOthers(
      TableStore store, ProcessorModel<?, ?> model, int partition) {
    return store.dropOthers(id(model, partition));
  }

  private static TablePartition id(ProcessorModel<?, ?> model, int partition) {
    String shape =
        "%s %s %d"
            .formatted(
                model.type().input(),
                HexFormat.of().toHexDigits(model.state().fingerprint()),
                model.type().revision());
    return new TablePartition(TABLE + model.type().name(), shape, partition);
  }

  /** How far they have come. */
  long steps() {
    return steps;
  }

  /**
   * Those of {@code keys} that are not initial. The stage fails with {@code table-moved} where
   * somebody else has written meanwhile: what was found may be later than it should be.
   */
  CompletionStage<Map<String, S>> find(Collection<String> keys) {
    return keys.isEmpty() || none
        ? CompletableFuture.completedFuture(Map.of())
        : rows.find(keys).thenCompose(found -> unchanged().thenApply(same -> decode(found)));
  }

  private CompletionStage<Void> unchanged() {
    return rows.freeze()
        .thenCompose(frozen -> {
          boolean same = frozen.applied() == steps;
          return frozen
              .thaw()
              .thenAccept(thawed -> {
                if (!same) {
                  throw new StoreException(
                      "table-moved",
                      "Somebody else has gone on with the states; they are opened again",
                      null);
                }
              });
        });
  }

  private Map<String, S> decode(Map<String, Row> found) {
    Map<String, S> states = new HashMap<>();
    found.forEach((key, row) -> states.put(key, decode(key, row)));
    return states;
  }

  private S decode(String key, Row row) {
    try {
      return codec.decode(row.avro());
    } catch (RuntimeException | Error refused) { // a record's constructor throws what it likes
      throw new RefusedStateException(place, key, new Defect(refused));
    }
  }

  /** Writes all {@code states}, or none, with how far they have come then. */
  CompletionStage<Void> write(Map<String, Optional<KeyState>> states, long now) {
    List<RowChange> changes = new ArrayList<>(states.size());
    states.forEach((key, state) ->
        changes.add(
            state
                .<RowChange>map(known -> new RowChange.Put(row(key, known, now)))
                .orElseGet(() -> new RowChange.Remove(key, now))));
    return rows.write(changes, now).thenAccept(written -> steps = now);
  }

  /** Steps stand where tables have offsets: they grow with each write. */
  private Row row(String key, KeyState state, long now) {
    return new Row(key, now, state.time(), 0, codec.fingerprint(), state.avro());
  }

  /** Forgets all; they must be opened again to be used further. */
  CompletionStage<Void> clear() {
    return rows.clear();
  }
}
