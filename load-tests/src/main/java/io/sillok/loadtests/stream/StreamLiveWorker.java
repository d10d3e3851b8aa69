package io.sillok.loadtests.stream;

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
 * StreamLiveWorker CONTENDER PLACE write|read}.
 */
public final class StreamLiveWorker {

  static final String WRITE = "write";
  static final String READ = "read";

  private StreamLiveWorker() {}

  public static void main(String[] arguments) throws Exception {
    Contender contender = Contender.of(arguments[0]);
    Meter acknowledged = new Meter();
    Behavior<?> guardian =
        arguments[2].equals(WRITE) ? LiveLoad.of(contender, acknowledged) : Behaviors.<Void>empty();
    ActorSystem<?> system =
        ActorSystem.create(guardian, "live", contender.config(Place.parse(arguments[1])));
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
}
