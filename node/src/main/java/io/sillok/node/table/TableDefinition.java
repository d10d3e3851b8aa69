package io.sillok.node.table;

import io.sillok.node.entity.EntityAddress;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.persistence.Partitioner;
import io.sillok.protocol.schema.EntityModel;

/** A table: which log it is made of, and what its values are. */
public sealed interface TableDefinition {

  /** Begins the names of tables of streams. */
  String OF_STREAM = "stream/";

  /** Begins the names of tables of entity types. */
  String OF_ENTITY_TYPE = "entity/";

  /** Unique among all tables. */
  String name();

  /** The name of its logs. */
  String log();

  /** The partition that the row of {@code key} is in. */
  int partition(String key, Partitioner partitioner);

  /** The latest value of each key of a declared stream, which is of kind {@code entity}. */
  record OfStream(Declared stream) implements TableDefinition {
    @Override
    public String name() {
      return OF_STREAM + stream.name();
    }

    @Override
    public String log() {
      return stream.log();
    }

    @Override
    public int partition(String key, Partitioner partitioner) {
      return stream.partition(key, partitioner);
    }
  }

  /** The state of each entity of a type. */
  record OfEntityType(EntityModel<?, ?, ?> model) implements TableDefinition {
    @Override
    public String name() {
      return OF_ENTITY_TYPE + log();
    }

    @Override
    public String log() {
      return model.type().name();
    }

    @Override
    public int partition(String id, Partitioner partitioner) {
      return partitioner.partition(new EntityAddress(log(), id).persistenceId());
    }
  }
}
