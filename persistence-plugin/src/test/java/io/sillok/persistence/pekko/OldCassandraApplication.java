package io.sillok.persistence.pekko;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sillok.cassandra.testkit.CassandraExtension;
import java.time.Duration;
import java.util.Set;
import org.apache.pekko.actor.Actor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.JournalProtocol;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotProtocol;
import org.apache.pekko.testkit.javadsl.TestKit;

/** {@link Counter}s on pekko-persistence-cassandra. */
final class OldCassandraApplication implements AutoCloseable {

  private static final String JOURNAL = "pekko.persistence.cassandra.journal";
  private static final String SNAPSHOTS = "pekko.persistence.cassandra.snapshot";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final ActorTestKit kit;

  private OldCassandraApplication(ActorTestKit kit) {
    this.kit = kit;
  }

  static OldCassandraApplication start(CassandraExtension cassandra, String keyspace) {
    String plugins =
        """
        pekko.persistence.journal.plugin = "%s"
        pekko.persistence.snapshot-store.plugin = "%s"
        """
            .formatted(JOURNAL, SNAPSHOTS);
    return new OldCassandraApplication(
        ActorTestKit.create(
            "old", ConfigFactory.parseString(plugins).withFallback(config(cassandra, keyspace))));
  }

  /** What reaches its journal, but for which plugin is used. */
  static Config config(CassandraExtension cassandra, String keyspace) {
    return ConfigFactory.parseString(settings(cassandra, keyspace))
        .withFallback(ConfigFactory.load());
  }

  static String settings(CassandraExtension cassandra, String keyspace) {
    return """
    pekko.persistence.cassandra {
      journal { keyspace = "%s", keyspace-autocreate = on, tables-autocreate = on }
      snapshot { keyspace = "%s", keyspace-autocreate = on, tables-autocreate = on }
      # The first use creates all tables, which takes long on a busy machine.
      journal { recovery-event-timeout = 120s, circuit-breaker.call-timeout = 120s }
      snapshot.circuit-breaker.call-timeout = 120s
    }
    datastax-java-driver {
      basic {
        contact-points = ["%s:%d"]
        load-balancing-policy.local-datacenter = "%s"
        request.timeout = 60s
      }
      profiles.pekko-persistence-cassandra-profile.basic.request.timeout = 60s
    }
    pekko.actor { allow-java-serialization = on, warn-about-java-serializer-usage = off }
    """
        .formatted(
            keyspace,
            keyspace,
            cassandra.contactPoint().getAddress().getHostAddress(),
            cassandra.contactPoint().getPort(),
            cassandra.datacenter());
  }

  void add(String persistenceId, Set<String> tags, int events) {
    TestProbe<Counter.Count> probe = kit.createTestProbe();
    var counter = kit.spawn(Counter.tagged(persistenceId, tags));
    counter.tell(new Counter.Add(events, probe.getRef()));
    probe.receiveMessage(PATIENCE);
    counter.tell(new Counter.Stop());
    probe.expectTerminated(counter, Node.PATIENCE);
  }

  /** Saves the state behind event {@code number}, and deletes the events that it stands for. */
  void compact(String persistenceId, long number) {
    Persistence persistence = Persistence.get(kit.system());
    TestKit probe = new TestKit(Adapter.toClassic(kit.system()));
    ActorRef snapshots = persistence.snapshotStoreFor(SNAPSHOTS, ConfigFactory.empty());
    snapshots.tell(
        new SnapshotProtocol.SaveSnapshot(
            SnapshotMetadata.apply(persistenceId, number), new Counter.Count(number)),
        probe.getRef());
    probe.expectMsgClass(PATIENCE, SaveSnapshotSuccess.class);
    ActorRef journal = persistence.journalFor(JOURNAL, ConfigFactory.empty());
    journal.tell(
        new JournalProtocol.DeleteMessagesTo(persistenceId, number, probe.getRef()),
        Actor.noSender());
    probe.expectMsgClass(PATIENCE, DeleteMessagesSuccess.class);
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
