package io.sillok.loadtests.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sillok.loadtests.Fork;
import io.sillok.loadtests.Meter;
import io.sillok.loadtests.TemporaryDirectory;
import java.nio.file.Path;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One sample of one journal, in a JVM of its own: {@code JournalWorker CONTENDER ENTITIES
 * IN_FLIGHT}.
 */
public final class JournalWorker {

  private static final int WARM_UP_SECONDS = 8;
  private static final int SECONDS = 8;

  private JournalWorker() {}

  public static void main(String[] arguments) throws Exception {
    int entities = Integer.parseInt(arguments[1]);
    int inFlight = Integer.parseInt(arguments[2]);
    Meter meter = new Meter();
    try (TemporaryDirectory data = TemporaryDirectory.create("journal")) {
      ActorSystem<Void> system =
          ActorSystem.create(
              Behaviors.setup(context -> {
                for (int entity = 0; entity < entities; entity++) {
                  context.spawn(Client.of("a-" + entity, inFlight, meter), "client-" + entity);
                }
                return Behaviors.empty();
              }),
              "journal",
              config(arguments[0], data.path()));
      Fork.print(meter.measure(WARM_UP_SECONDS, SECONDS));
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
  }

  private static Config config(String contender, Path data) {
    String plugin =
        switch (contender) {
          case "sillok-rocksdb" -> "sillok.persistence.journal";
          case "pekko-in-memory" -> "pekko.persistence.journal.inmem";
          default -> throw new IllegalArgumentException("No journal is called " + contender);
        };
    return ConfigFactory.parseString(
            """
            pekko.persistence.journal.plugin = "%s"
            pekko.loglevel = WARNING
            sillok.persistence.store = rocksdb
            sillok.persistence.rocksdb.directory = "%s"
            """
                .formatted(plugin, data))
        .withFallback(ConfigFactory.load());
  }
}
