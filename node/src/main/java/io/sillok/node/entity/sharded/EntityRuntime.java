package io.sillok.node.entity.sharded;

import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.journaled.EntityHistory;
import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.entity.journaled.StateCodec;
import io.sillok.persistence.LogStore;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;

/** What entities and their serializer need of an actor system, made from {@link EntitiesSetup}. */
final class EntityRuntime implements Extension {

  private static final Id ID = new Id();
  private static final String READ_DISPATCHER = "sillok.node.read-dispatcher";

  private final EntityModels models;
  private final LogStore store;
  private final Schemas schemas;
  private final RecordedCodec events;
  private final StateCodec states;
  private final MessageCodec messages;
  private final EntityHistory history;

  private EntityRuntime(ActorSystem<?> system, EntitiesSetup setup) {
    models = setup.models();
    store = setup.store(system);
    schemas = new Schemas(store.facts());
    events = new RecordedCodec(models, schemas);
    states = new StateCodec(models);
    messages = new MessageCodec(system, models);
    history =
        new EntityHistory(
            store.entities(),
            models,
            events,
            system.dispatchers().lookup(DispatcherSelector.fromConfig(READ_DISPATCHER)));
  }

  static EntityRuntime get(ActorSystem<?> system) {
    return ID.apply(system);
  }

  EntityModels models() {
    return models;
  }

  LogStore store() {
    return store;
  }

  Schemas schemas() {
    return schemas;
  }

  RecordedCodec events() {
    return events;
  }

  StateCodec states() {
    return states;
  }

  MessageCodec messages() {
    return messages;
  }

  EntityHistory history() {
    return history;
  }

  private static final class Id extends ExtensionId<EntityRuntime> {
    @Override
    public EntityRuntime createExtension(ActorSystem<?> system) {
      EntitiesSetup setup =
          system
              .settings()
              .setup()
              .get(EntitiesSetup.class)
              .orElseThrow(
                  () -> new IllegalStateException("Create the actor system with an EntitiesSetup"));
      return new EntityRuntime(system, setup);
    }
  }
}
