package io.sillok.protocol.schema;

import io.sillok.protocol.entity.EntityType;
import java.util.SequencedMap;

/** An entity type whose records were checked: what it takes, records and folds to, by name. */
public final class EntityModel<C, E, S> {

  /**
   * Checks {@code type} and derives its schemas.
   *
   * @throws InvalidModuleException naming the class, the member and why, if a record cannot be kept
   *     or sent
   */
  public static <C, E, S> EntityModel<C, E, S> of(EntityType<C, E, S> type) {
    throw new UnsupportedOperationException();
  }

  private EntityModel() {}

  public EntityType<C, E, S> type() {
    throw new UnsupportedOperationException();
  }

  /** The commands by name, in declaration order. */
  public SequencedMap<String, CommandModel<? extends C>> commands() {
    throw new UnsupportedOperationException();
  }

  /** The event definitions by event name, in declaration order. */
  public SequencedMap<String, EventModel<? extends E>> events() {
    throw new UnsupportedOperationException();
  }

  /** The definition of {@code event}. */
  public EventModel<? extends E> eventOf(Object event) {
    throw new UnsupportedOperationException();
  }

  /** The name of {@code command}. */
  public String nameOf(Object command) {
    throw new UnsupportedOperationException();
  }

  /** How the state is kept in snapshots. */
  public AvroCodec<S> stateAvro() {
    throw new UnsupportedOperationException();
  }

  /** How the state is shown. */
  public JsonCodec<S> stateJson() {
    throw new UnsupportedOperationException();
  }

  /** One command record. */
  public record CommandModel<C>(String name, Class<C> record, JsonCodec<C> json) {}

  /**
   * One event record.
   *
   * @param stream {@code entity-type.event-name}
   */
  public record EventModel<E>(
      String name, String stream, Class<E> record, AvroCodec<E> avro, JsonCodec<E> json) {}
}
