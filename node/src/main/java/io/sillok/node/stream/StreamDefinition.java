package io.sillok.node.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.persistence.Partitioner;
import io.sillok.protocol.design.Finding;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.schema.EntityModel.EventModel;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import io.sillok.protocol.schema.declared.FieldPath;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** A stream: what its events are and which log has them. */
public sealed interface StreamDefinition {

  /** Such as {@code cart.item-added} or {@code page-viewed}. */
  String name();

  /** The name of the logs that have its events. */
  String log();

  EventKind kind();

  /** The present version of its one event definition. */
  Schema schema();

  /** Of {@link #schema()}, 64 bits; events name it. */
  long fingerprint();

  /** The same definition for an event's JSON. */
  JsonNode jsonSchema();

  /** What its design could do better. */
  List<Finding> warnings();

  /** The partition that the events of {@code key} are in. */
  int partition(String key, Partitioner partitioner);

  /**
   * All events of one definition of an entity type, across entities; an event's key is the entity's
   * id.
   */
  record OfEntityType(String entityType, EventModel<?> event) implements StreamDefinition {

    @Override
    public String name() {
      return event.stream();
    }

    @Override
    public String log() {
      return entityType;
    }

    @Override
    public EventKind kind() {
      return EventKind.KEYED;
    }

    @Override
    public int partition(String key, Partitioner partitioner) {
      return partitioner.partition(persistenceId(key));
    }

    /** Of the entity with the id {@code key}. */
    String persistenceId(String key) {
      return entityType + "|" + key;
    }

    @Override
    public Schema schema() {
      return event.avro().schema();
    }

    @Override
    public long fingerprint() {
      return event.avro().fingerprint();
    }

    @Override
    public JsonNode jsonSchema() {
      return event.json().jsonSchema();
    }

    @Override
    public List<Finding> warnings() {
      return event.warnings();
    }
  }

  /**
   * A stream that was declared, over HTTP or by a module.
   *
   * @param version of its schema, from 1
   */
  record Declared(
      StreamDeclaration declaration, int version, DeclaredCodec codec, List<Finding> warnings)
      implements StreamDefinition {

    public Declared {
      warnings = List.copyOf(warnings);
    }

    /** The field that is the key; empty if it comes with each event, or there is none. */
    public Optional<FieldPath> keyPath() {
      return declaration.key().map(codec::field);
    }

    /** The field that says when it happened; empty if that comes with each event. */
    public Optional<FieldPath> timePath() {
      return declaration.eventTime().map(codec::field);
    }

    @Override
    public String name() {
      return declaration.stream();
    }

    @Override
    public String log() {
      return declaration.stream();
    }

    @Override
    public EventKind kind() {
      return declaration.kind();
    }

    @Override
    public int partition(String key, Partitioner partitioner) {
      return partitioner.spread(key);
    }

    @Override
    public Schema schema() {
      return codec.schema();
    }

    @Override
    public long fingerprint() {
      return codec.fingerprint();
    }

    @Override
    public JsonNode jsonSchema() {
      return codec.jsonSchema();
    }

    public boolean isRetired() {
      return declaration.retired();
    }
  }
}
