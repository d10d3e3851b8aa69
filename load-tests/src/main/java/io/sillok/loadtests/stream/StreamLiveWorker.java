package io.sillok.loadtests.stream;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Fork;
import io.sillok.loadtests.Meter;
import io.sillok.loadtests.contender.Contender;
import io.sillok.loadtests.contender.Place;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Writes at a steady rate and reads, or reads only what another process writes: {@code
 * StreamLiveWorker CONTENDER PLACE write|read [PORT]}. With a port, at which the one that writes
 * listens, both are nodes of one Pekko cluster.
 */
public final class StreamLiveWorker {

  static final String WRITE = "write";
  static final String READ = "read";

  private static final String SYSTEM = "live";

  private StreamLiveWorker() {}

  public static void main(String[] arguments) throws Exception {
    Contender contender = Contender.of(arguments[0]);
    Meter acknowledged = new Meter();
    Behavior<?> guardian =
        arguments[2].equals(WRITE) ? LiveLoad.of(contender, acknowledged) : Behaviors.<Void>empty();
    Config config = contender.config(Place.parse(arguments[1]));
    if (arguments.length > 3) {
      config = node(arguments[2], arguments[3]).withFallback(config);
    }
    ActorSystem<?> system = ActorSystem.create(guardian, SYSTEM, config);
    try {
      Sample sample = LiveReader.start(contender, system).sample();
      Fork.print(
          acknowledged.total() == 0
              ? sample
              : sample.with(
                  Map.of(
                      "acknowledged p50 ms", acknowledged.since(System.nanoTime()).p50Millis())));
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
  }

  private static Config node(String role, String port) {
    return ConfigFactory.parseString(
        """
        pekko.actor.provider = cluster
        pekko.remote.artery.canonical { hostname = "127.0.0.1", port = %s }
        pekko.cluster.seed-nodes = ["pekko://%s@127.0.0.1:%s"]
        pekko.coordinated-shutdown.exit-jvm = off
        """
            .formatted(role.equals(WRITE) ? port : "0", SYSTEM, port));
  }
}
