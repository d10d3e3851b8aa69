package io.sillok.node.table.sharded;

import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.node.table.TableDefinition;
import io.sillok.node.table.build.EntitySource;
import io.sillok.node.table.build.StreamSource;
import io.sillok.node.table.build.TableSource;
import io.sillok.node.table.fold.EntityStates;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.Partitioner;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What tables are made of, by their names. */
final class TableSources {

  private final EntityModels models;
  private final RecordedCodec events;
  private final LogStore store;
  private final Partitioner partitioner;
  private final Executor executor;

  /**
   * @param events of entities, how they are kept
   * @param executor folds
   */
  TableSources(EntityModels models, RecordedCodec events, LogStore store, Executor executor) {
    this.models = models;
    this.events = events;
    this.store = store;
    this.executor = executor;
    partitioner = new Partitioner(store.partitions());
  }

  /** Nothing if this node has not loaded the module of an entity type. */
  Optional<TableSource> find(String table, int partition) {
    if (table.startsWith(TableDefinition.OF_STREAM)) {
      String stream = table.substring(TableDefinition.OF_STREAM.length());
      return Optional.of(new StreamSource(new LogId(stream, partition)));
    }
    String type = table.substring(TableDefinition.OF_ENTITY_TYPE.length());
    return models
        .findOfUsers(type)
        .map(model ->
            new EntitySource(
                new LogId(type, partition),
                new EntityStates(model, events),
                store.entities(),
                partitioner,
                executor));
  }
}
