package io.sillok.persistence.pekko.state;

import com.typesafe.config.Config;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.state.DurableStateStoreProvider;

/** Makes the stores that Pekko's {@code DurableStateStoreRegistry} asks for. */
public final class SillokDurableStateStoreProvider implements DurableStateStoreProvider {

  private final SillokDurableStateStore<Object> store;
  private final Persistence pekko;

  /**
   * @param config the plugin's own section
   */
  public SillokDurableStateStoreProvider(ExtendedActorSystem system, Config config) {
    store = new SillokDurableStateStore<>(system, config);
    pekko = Persistence.get(system);
  }

  @Override
  public SillokScalaDurableStateStore<Object> scaladslDurableStateStore() {
    return new SillokScalaDurableStateStore<>(store, pekko);
  }

  @Override
  public SillokDurableStateStore<Object> javadslDurableStateStore() {
    return store;
  }
}
