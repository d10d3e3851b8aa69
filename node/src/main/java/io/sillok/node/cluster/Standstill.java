package io.sillok.node.cluster;

import io.sillok.node.cluster.partition.OtherNodes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Notices that this process stood still (SIGSTOP, a machine that was frozen or swapped) for so long
 * that other nodes may have taken over its partitions. What it has in memory may be from before
 * then, and it takes a moment until it hears that it is out; writes are fenced off by the logs.
 */
public final class Standstill {

  private static final String OTHERS_WAIT = "pekko.cluster.split-brain-resolver.stable-after";
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration UNTIL_TOLD = Duration.ofSeconds(5);

  private final LongSupplier nanoTime;
  private final BooleanSupplier hasOthers;
  private final long longest;
  private volatile long ticked;
  private volatile long doubtful;

  /**
   * @param nanoTime the clock
   * @param hasOthers whether there are nodes that could take over
   * @param longest that it may stand still without others taking over
   */
  Standstill(LongSupplier nanoTime, BooleanSupplier hasOthers, Duration longest) {
    this.nanoTime = nanoTime;
    this.hasOthers = hasOthers;
    this.longest = longest.toNanos();
    ticked = nanoTime.getAsLong();
    doubtful = ticked;
  }

  /** Looks at the clock on a thread of its own until {@code system} ends. */
  public static Standstill watch(ActorSystem<?> system) {
    Standstill standstill =
        new Standstill(
            System::nanoTime,
            () -> OtherNodes.areUp(system),
            system.settings().config().getDuration(OTHERS_WAIT));
    Thread.ofPlatform()
        .daemon()
        .name("sillok-standstill")
        .start(() -> standstill.tickUntilEnd(system));
    return standstill;
  }

  private void tickUntilEnd(ActorSystem<?> system) {
    try {
      while (!system.getWhenTerminated().toCompletableFuture().isDone()) {
        TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
        tick();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  void tick() {
    long now = nanoTime.getAsLong();
    if (now - ticked > longest) {
      doubtful = now + UNTIL_TOLD.toNanos();
    }
    ticked = now;
  }

  /** Whether others may have gone on without this node, and it cannot know yet. */
  public boolean leavesDoubt() {
    long now = nanoTime.getAsLong();
    return (now - ticked > longest || now - doubtful < 0) && hasOthers.getAsBoolean();
  }
}
