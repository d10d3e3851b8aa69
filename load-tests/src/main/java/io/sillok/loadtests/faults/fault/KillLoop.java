package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.cluster.FaultCluster;
import io.sillok.loadtests.faults.cluster.FaultNode;
import io.sillok.loadtests.faults.timeline.Span;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Kills any node at any moment, again and again: others are still taking partitions back, and every
 * second victim is killed once more while it starts.
 */
public final class KillLoop implements Fault {

  private static final int KILLS = 6;
  private static final int LEAST_WITH_PARTITIONS = 3;
  private static final int NODES = 3;
  private static final int LATEST_MILLIS = 4_000;

  private final Random random = new Random(1);

  @Override
  public String name() {
    return "kill-loop";
  }

  @Override
  public String description() {
    return "kill -9 of any node at any moment, %d times".formatted(KILLS);
  }

  @Override
  public boolean losesAnswers() {
    return true;
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    FaultCluster cluster = stage.cluster();
    Span span = stage.begin("kill -9, %d times".formatted(KILLS));
    int takenOver = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      FaultNode victim = cluster.node(1 + random.nextInt(NODES));
      Set<Integer> partitions = cluster.partitionsOf(victim, stage.other(victim));
      TimeUnit.MILLISECONDS.sleep(random.nextInt(LATEST_MILLIS));
      victim.kill();
      long killed = stage.timeline().now();
      if (kill % 2 == 1) {
        cluster.begin(victim.number());
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LATEST_MILLIS));
        victim.kill();
      }
      stage.awaitTakeOverOfAll(span, partitions, killed);
      takenOver += partitions.isEmpty() ? 0 : 1;
      cluster.bringBack();
    }
    if (takenOver < LEAST_WITH_PARTITIONS) {
      throw new IllegalStateException(
          "Only %d of %d victims had partitions".formatted(takenOver, KILLS));
    }
    stage.end(span);
  }
}
