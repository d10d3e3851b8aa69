package io.sillok.node.entity.sharded;

import io.sillok.node.entity.EntityModels;
import io.sillok.persistence.LogStore;
import java.util.function.Function;
import org.apache.pekko.actor.setup.Setup;
import org.apache.pekko.actor.typed.ActorSystem;

/** What an actor system is created with so that it can run entities. */
public final class EntitiesSetup extends Setup {

  private final EntityModels models;
  private final Function<ActorSystem<?>, LogStore> store;

  /**
   * @param store the open store of an actor system
   */
  public EntitiesSetup(EntityModels models, Function<ActorSystem<?>, LogStore> store) {
    this.models = models;
    this.store = store;
  }

  EntityModels models() {
    return models;
  }

  LogStore store(ActorSystem<?> system) {
    return store.apply(system);
  }
}
