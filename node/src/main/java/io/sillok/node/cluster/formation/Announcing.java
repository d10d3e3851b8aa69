package io.sillok.node.cluster.formation;

import io.sillok.node.cluster.NodeAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says for as long as a node is a member that it uses the store, and logs who else does without
 * being one: two clusters would take partitions from each other again and again.
 */
public final class Announcing {

  private static final Logger LOGGER = LoggerFactory.getLogger(Announcing.class);

  /** Longer than nodes need to find out that one is dead, and it to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final Duration TELLS_EACH = Duration.ofMinutes(1);

  private final ActorSystem<?> system;
  private final StorePresence presence;
  private final Strangers strangers = new Strangers(PATIENCE);
  private Instant told = Instant.MIN;

  private Announcing(ActorSystem<?> system, StorePresence presence) {
    this.system = system;
    this.presence = presence;
  }

  /** From now on until {@code system} stops. */
  public static void start(ActorSystem<?> system, StorePresence presence) {
    Announcing announcing = new Announcing(system, presence);
    Cancellable timer =
        system
            .scheduler()
            .scheduleWithFixedDelay(
                Duration.ZERO,
                presence.interval(),
                announcing::announce,
                system.executionContext());
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseClusterExitingDone(),
            "leave-store",
            () -> {
              timer.cancel();
              return announcing.leave();
            });
  }

  private void announce() {
    presence
        .announce()
        .thenCompose(done -> presence.others())
        .whenComplete((others, failure) -> {
          if (failure == null) {
            look(others.all(presence.self()));
          } else {
            LOGGER.debug("Others do not hear that this node is there", failure);
          }
        });
  }

  private synchronized void look(List<String> others) {
    Instant now = Instant.now();
    List<String> found = strangers.among(others, members(), now);
    if (found.isEmpty() || told.plus(TELLS_EACH).isAfter(now)) {
      return;
    }
    told = now;
    if (found.contains(presence.self())) {
      LOGGER.error(
          "Another process uses the logs in {} and says that it is at {}, as this node does: two clusters take partitions from each other. Stop one of them, and give each node an address at which the others reach it (--cluster-host, sillok.node.cluster.host)",
          presence.where(),
          presence.self());
    } else {
      LOGGER.error(
          "{} use the logs in {}, but are no members of this cluster: two clusters take partitions from each other. Stop one of them; if they are to be one cluster, start its nodes again with a --seed of the other, else each needs a keyspace of its own",
          found,
          presence.where());
    }
  }

  /** The others: who is present at the address of this node is another. */
  private Collection<String> members() {
    List<String> members = new ArrayList<>();
    for (Member member : Cluster.get(system).state().getMembers()) {
      members.add(NodeAddress.of(member.address()));
    }
    members.remove(presence.self());
    return members;
  }

  /** Others forget this node by themselves if it cannot say so. */
  private CompletionStage<Done> leave() {
    return presence
        .leave()
        .handle((left, failure) -> Done.getInstance())
        .toCompletableFuture()
        .completeOnTimeout(
            Done.getInstance(), presence.interval().toMillis(), TimeUnit.MILLISECONDS);
  }
}
