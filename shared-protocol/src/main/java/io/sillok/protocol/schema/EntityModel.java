package io.sillok.protocol.schema;

import io.sillok.protocol.design.EventDesign;
import io.sillok.protocol.design.Finding;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.entity.Upcaster;
import io.sillok.protocol.schema.shape.Names;
import io.sillok.protocol.schema.shape.Shapes;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.apache.avro.Schema;

/** An entity type whose records were checked: what it takes, records and folds to, by name. */
public final class EntityModel<C, E, S> {

  private final EntityType<C, E, S> type;
  private final SequencedMap<String, CommandModel<? extends C>> commands;
  private final SequencedMap<String, EventModel<? extends E>> events;
  private final Map<Class<?>, String> commandNames = new HashMap<>();
  private final Map<Class<?>, EventModel<? extends E>> eventsByRecord = new HashMap<>();
  private final AvroCodec<S> stateAvro;
  private final JsonCodec<S> stateJson;

  /**
   * Checks {@code type} and derives its schemas.
   *
   * @throws InvalidModuleException naming the class, the member and why, if a record cannot be kept
   *     or sent
   */
  public static <C, E, S> EntityModel<C, E, S> of(EntityType<C, E, S> type) {
    return new EntityModel<>(type);
  }

  private EntityModel(EntityType<C, E, S> type) {
    this.type = type;
    if (!Names.isKebab(type.name())) {
      throw new InvalidModuleException(
          "Entity type '%s' has a name that is not kebab case; name it like shopping-cart"
              .formatted(type.name()));
    }
    commands = Collections.unmodifiableSequencedMap(commandsOf(type.command()));
    events = Collections.unmodifiableSequencedMap(eventsOf(type.event()));
    commands.forEach((name, command) -> commandNames.put(command.record(), name));
    events.forEach((name, event) -> eventsByRecord.put(event.record(), event));
    stateAvro = AvroCodec.of(type.state());
    stateJson = JsonCodec.of(type.state());
    checkUpcasters();
    checkInitial();
  }

  public EntityType<C, E, S> type() {
    return type;
  }

  /** The commands by name, in declaration order. */
  public SequencedMap<String, CommandModel<? extends C>> commands() {
    return commands;
  }

  /** The event definitions by event name, in declaration order. */
  public SequencedMap<String, EventModel<? extends E>> events() {
    return events;
  }

  /**
   * The definition of {@code event}.
   *
   * @throws CodecException if it is no event of this entity type
   */
  public EventModel<? extends E> eventOf(Object event) {
    EventModel<? extends E> model = eventsByRecord.get(event.getClass());
    if (model == null) {
      throw foreign(event, "event");
    }
    return model;
  }

  /**
   * The name of {@code command}.
   *
   * @throws CodecException if it is no command of this entity type
   */
  public String nameOf(Object command) {
    String name = commandNames.get(command.getClass());
    if (name == null) {
      throw foreign(command, "command");
    }
    return name;
  }

  /** How the state is kept in snapshots. */
  public AvroCodec<S> stateAvro() {
    return stateAvro;
  }

  /** How the state is shown. */
  public JsonCodec<S> stateJson() {
    return stateJson;
  }

  private static <C> SequencedMap<String, CommandModel<? extends C>> commandsOf(Class<C> type) {
    SequencedMap<String, CommandModel<? extends C>> models = new LinkedHashMap<>();
    for (Class<?> record : Shapes.recordsOf(type)) {
      CommandModel<? extends C> model = command(record.asSubclass(type));
      models.put(model.name(), model);
    }
    return models;
  }

  private static <C> CommandModel<C> command(Class<C> record) {
    return new CommandModel<>(Names.ofRecord(record), record, JsonCodec.of(record));
  }

  private SequencedMap<String, EventModel<? extends E>> eventsOf(Class<E> events) {
    SequencedMap<String, EventModel<? extends E>> models = new LinkedHashMap<>();
    for (Class<?> record : Shapes.recordsOf(events)) {
      EventModel<? extends E> model = event(record.asSubclass(events));
      models.put(model.name(), model);
    }
    return models;
  }

  private <T> EventModel<T> event(Class<T> record) {
    String name = Names.ofRecord(record);
    AvroCodec<T> avro = AvroCodec.of(record);
    return new EventModel<>(
        name,
        type.name() + "." + name,
        record,
        avro,
        JsonCodec.of(record),
        EarlierVersions.of(avro, upcasters(record)),
        ModuleDesign.warnings(record, EventDesign.check(avro.schema())));
  }

  @SuppressWarnings("unchecked") // they are those that give a T
  private <T> List<Upcaster<?, T>> upcasters(Class<T> record) {
    return type.upcasters().stream()
        .filter(upcaster -> upcaster.to().equals(record))
        .<Upcaster<?, T>>map(upcaster -> (Upcaster<?, T>) upcaster)
        .toList();
  }

  private void checkUpcasters() {
    for (Upcaster<?, ?> upcaster : type.upcasters()) {
      if (!eventsByRecord.containsKey(upcaster.to())) {
        throw new InvalidModuleException(
            "Entity type %s upcasts %s to %s, which is none of its events"
                .formatted(type.name(), Names.of(upcaster.from()), Names.of(upcaster.to())));
      }
    }
  }

  /** What every entity starts from must itself be a state that can be kept and shown. */
  private void checkInitial() {
    String where = Names.of(type.decider().getClass()) + ".initial()";
    S initial = ModuleCode.initial(where, type.decider()::initial);
    try {
      stateAvro.decode(stateAvro.encode(initial));
      stateJson.encode(initial);
    } catch (CodecException unkept) {
      throw new InvalidModuleException(
          "%s returns a state that cannot be kept: %s"
              .formatted(where, Objects.requireNonNull(unkept.getMessage())));
    }
  }

  private CodecException foreign(Object value, String kind) {
    return new CodecException(
        "%s is no %s of entity type %s".formatted(Names.of(value.getClass()), kind, type.name()),
        null);
  }

  /** One command record. */
  public record CommandModel<C>(String name, Class<C> record, JsonCodec<C> json) {}

  /**
   * One event record.
   *
   * @param stream {@code entity-type.event-name}
   * @param earlier the versions that are read through upcasters
   * @param warnings what its design could do better
   */
  public record EventModel<E>(
      String name,
      String stream,
      Class<E> record,
      AvroCodec<E> avro,
      JsonCodec<E> json,
      EarlierVersions<E> earlier,
      List<Finding> warnings) {

    /**
     * Encodes an event that is only known to be of some record of its entity type.
     *
     * @throws ClassCastException if it is another record
     */
    public byte[] encode(Object event) {
      return avro.encode(record.cast(event));
    }

    /**
     * Decodes what was written by any version, through an upcaster if there is one for it.
     *
     * @param writer the version; pass the same instance each time
     * @throws CodecException if the bytes are not of that version, or it cannot be read
     */
    public E decode(byte[] bytes, Schema writer) {
      return earlier.decode(bytes, writer);
    }

    /** Whether events of the version {@code writer} are read through an upcaster. */
    public boolean upcasts(Schema writer) {
      return earlier.fit(writer);
    }
  }
}
