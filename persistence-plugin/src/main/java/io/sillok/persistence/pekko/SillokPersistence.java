package io.sillok.persistence.pekko;

import com.typesafe.config.Config;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.cassandra.CassandraSettings;
import io.sillok.persistence.cassandra.CassandraStore;
import io.sillok.persistence.pekko.heads.ClusterHeads;
import io.sillok.persistence.reader.HeadWatch;
import io.sillok.persistence.reader.Later;
import io.sillok.persistence.rocksdb.RocksDbSettings;
import io.sillok.persistence.rocksdb.RocksDbStore;
import io.sillok.persistence.writer.LogWriters;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.actor.ExtensionIdProvider;

/** The store of an actor system: opened on first use, closed when the last actor has stopped. */
public final class SillokPersistence implements Extension {

  private static final Id ID = new Id();

  private static final Duration EXPIRY_INTERVAL = Duration.ofMillis(250);

  private final LogStore store;
  private final LogWriters writers;
  private final HeadWatch heads;
  private final EventSerialization serialization;

  private SillokPersistence(ExtendedActorSystem system) {
    Config config = system.settings().config();
    PersistenceSettings settings =
        PersistenceSettings.of(config.getConfig(PersistenceSettings.PATH));
    Executor dispatcher = system.dispatchers().lookup(PersistenceSettings.DISPATCHER);
    store =
        system
            .settings()
            .setup()
            .get(StoreSetup.class)
            .map(StoreSetup::store)
            .orElseGet(() -> open(settings.store(), config, system));
    writers = new LogWriters(store, settings.writers(), InstantSource.system(), dispatcher);
    heads = new HeadWatch(store, writers, later(system, dispatcher), dispatcher);
    store.introduce(writers.process(), name(system));
    serialization = new EventSerialization(system);
    Cancellable expiry =
        system
            .scheduler()
            .scheduleWithFixedDelay(
                EXPIRY_INTERVAL, EXPIRY_INTERVAL, writers::expire, system.dispatcher());
    system.registerOnTermination(() -> {
      expiry.cancel();
      store.close();
    });
    ClusterHeads.start(system, writers, PersistenceSettings.DISPATCHER);
  }

  private static Later later(ExtendedActorSystem system, Executor dispatcher) {
    return (delay, action) -> {
      Cancellable scheduled =
          system
              .scheduler()
              .scheduleOnce(delay, () -> dispatcher.execute(action), system.dispatcher());
      return scheduled::cancel;
    };
  }

  private static LogStore open(
      PersistenceSettings.Store store, Config config, ExtendedActorSystem system) {
    return switch (store) {
      case PersistenceSettings.Store.RocksDb(RocksDbSettings settings) ->
          RocksDbStore.open(
              settings, system.dispatchers().lookup(PersistenceSettings.BLOCKING_DISPATCHER));
      case PersistenceSettings.Store.Cassandra(CassandraSettings settings) ->
          patience(config, system)
              .connected(() ->
                  CassandraStore.open(
                      settings,
                      config.getConfig("datastax-java-driver"),
                      system.dispatchers().lookup(PersistenceSettings.DISPATCHER)));
    };
  }

  private static Patience patience(Config config, ExtendedActorSystem system) {
    Optional<WaitingSetup> waiting = system.settings().setup().get(WaitingSetup.class);
    return new Patience(
        config.getDuration(PersistenceSettings.PATH + ".cassandra.connect-patience"),
        reason -> waiting.ifPresent(setup -> setup.because(reason)));
  }

  /** Tells people which process this is. */
  private static String name(ExtendedActorSystem system) {
    return "%s (process %d on %s)"
        .formatted(
            system.provider().getDefaultAddress(), ProcessHandle.current().pid(), hostName());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unknown host";
    }
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

  /** How live readers learn of new events. */
  public HeadWatch heads() {
    return heads;
  }

  /** Turns events into bytes and back, as this system is set up to. */
  public EventSerialization serialization() {
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
