package io.sillok.persistence.pekko;

import io.sillok.persistence.LogStore;
import io.sillok.persistence.pekko.heads.ClusterHeads;
import io.sillok.persistence.rocksdb.RocksDbStore;
import io.sillok.persistence.writer.LogWriters;
import java.time.InstantSource;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.actor.ExtensionIdProvider;

/** The store of an actor system: opened on first use, closed when the last actor has stopped. */
public final class SillokPersistence implements Extension {

  private static final Id ID = new Id();

  private final LogStore store;
  private final LogWriters writers;
  private final EventSerialization serialization;

  private SillokPersistence(ExtendedActorSystem system) {
    PersistenceSettings settings =
        PersistenceSettings.of(system.settings().config().getConfig(PersistenceSettings.PATH));
    store =
        system
            .settings()
            .setup()
            .get(StoreSetup.class)
            .map(StoreSetup::store)
            .orElseGet(() ->
                RocksDbStore.open(
                    settings.rocksDb(),
                    system.dispatchers().lookup(PersistenceSettings.BLOCKING_DISPATCHER)));
    writers =
        new LogWriters(
            store,
            settings.limits(),
            InstantSource.system(),
            system.dispatchers().lookup(PersistenceSettings.DISPATCHER));
    serialization = new EventSerialization(system);
    system.registerOnTermination(store::close);
    ClusterHeads.start(system, writers, PersistenceSettings.DISPATCHER);
  }

  /**
   * The store of {@code system}.
   *
   * @throws io.sillok.persistence.StoreException when it cannot be opened
   */
  public static SillokPersistence get(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  public LogStore store() {
    return store;
  }

  /** Writes logs for this process, and tells of new blocks. */
  public LogWriters writers() {
    return writers;
  }

  EventSerialization serialization() {
    return serialization;
  }

  /** Finds the extension of a system. */
  public static final class Id extends AbstractExtensionId<SillokPersistence>
      implements ExtensionIdProvider {

    @Override
    public Id lookup() {
      return ID;
    }

    @Override
    public SillokPersistence createExtension(ExtendedActorSystem system) {
      return new SillokPersistence(system);
    }

    @Override
    public SillokPersistence get(ActorSystem system) {
      return super.get(system);
    }

    @Override
    public SillokPersistence get(ClassicActorSystemProvider system) {
      return super.get(system);
    }
  }
}
