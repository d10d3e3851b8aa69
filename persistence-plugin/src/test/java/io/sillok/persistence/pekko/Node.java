package io.sillok.persistence.pekko;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.pekko.query.SillokReadJournal;
import io.sillok.persistence.pekko.state.SillokDurableStateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.state.DurableStateStoreRegistry;

/** An actor system on a store, to be stopped and started again on the same directory. */
final class Node implements AutoCloseable {

  private static final String NAME = "journal-test";

  static final Duration PATIENCE = Duration.ofSeconds(20);

  final ActorTestKit kit;
  private final AtomicInteger spawned = new AtomicInteger();

  private Node(ActorTestKit kit) {
    this.kit = kit;
  }

  static Node start(Path directory) {
    return start(directory, "");
  }

  static Node start(Path directory, String settings) {
    String store = "sillok.persistence.rocksdb.directory = \"%s\"".formatted(directory);
    return new Node(ActorTestKit.create(NAME, config(store + "\n" + settings)));
  }

  /** A node without snapshots on {@code store}, which several may share. */
  static Node start(LogStore store, String settings) {
    String none =
        "pekko.persistence.snapshot-store.plugin = \"pekko.persistence.no-snapshot-store\"";
    ActorSystemSetup setup =
        ActorSystemSetup.create(
            BootstrapSetup.create(config(none + "\n" + settings)), new StoreSetup(store));
    return new Node(ActorTestKit.create(ActorSystem.create(Behaviors.empty(), NAME, setup)));
  }

  private static Config config(String settings) {
    return ConfigFactory.parseString(settings)
        .withFallback(
            ConfigFactory.parseString(
                """
                pekko {
                  loglevel = OFF
                  persistence.journal.plugin = "sillok.persistence.journal"
                  persistence.snapshot-store.plugin = "sillok.persistence.snapshot"
                   persistence.state.plugin = "sillok.persistence.durable-state"
                  actor.allow-java-serialization = on
                  actor.warn-about-java-serializer-usage = off
                }
                """))
        .withFallback(ConfigFactory.load());
  }

  ActorSystem<Void> system() {
    return kit.system();
  }

  org.apache.pekko.actor.ActorSystem classic() {
    return Adapter.toClassic(kit.system());
  }

  /** A classic actor; a typed system takes them as its own only. */
  ActorRef spawn(Props props) {
    return ((ExtendedActorSystem) classic())
        .systemActorOf(props, "classic-" + spawned.incrementAndGet());
  }

  SillokPersistence persistence() {
    return SillokPersistence.get(kit.system());
  }

  SillokReadJournal query() {
    return PersistenceQuery.get(classic())
        .getReadJournalFor(SillokReadJournal.class, SillokReadJournal.IDENTIFIER);
  }

  @SuppressWarnings("unchecked") // Pekko asks for a class, which has no type arguments
  SillokDurableStateStore<Object> states() {
    return DurableStateStoreRegistry.get(classic())
        .getDurableStateStoreFor(SillokDurableStateStore.class, SillokDurableStateStore.IDENTIFIER);
  }

  /** Stops the system as a process that ends well does. */
  @Override
  public void close() {
    kit.system().terminate();
    try {
      kit.system()
          .getWhenTerminated()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | java.util.concurrent.ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The actor system did not stop", e);
    }
  }
}
