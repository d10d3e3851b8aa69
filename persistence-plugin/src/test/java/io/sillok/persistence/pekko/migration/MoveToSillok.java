package io.sillok.persistence.pekko.migration;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Set;
import org.apache.pekko.actor.ActorSystem;

/** Moves all events, and the latest snapshots, from pekko-persistence-cassandra to Sillok. */
public final class MoveToSillok {

  private MoveToSillok() {}

  public static void main(String[] arguments) {
    System.out.println(move(ConfigFactory.load()));
  }

  public static ImportReport move(Config config) {
    ActorSystem system = ActorSystem.create("move-to-sillok", config);
    try {
      ImportSettings settings =
          ImportSettings.DEFAULT
              .withTags(MoveToSillok::tags)
              .withSnapshotsOf("pekko.persistence.cassandra.snapshot");
      return JournalImport.from(system, "pekko.persistence.cassandra.query", settings)
          .run()
          .toCompletableFuture()
          .join();
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
  }

  /** What tagsFor of your behaviors answers. */
  private static Set<String> tags(String persistenceId, Object event) {
    return persistenceId.startsWith("cart|") ? Set.of("cart") : Set.of();
  }
}
