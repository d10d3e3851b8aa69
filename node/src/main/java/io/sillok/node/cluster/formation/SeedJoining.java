package io.sillok.node.cluster.formation;

import io.sillok.node.cluster.NodeAddress;
import io.sillok.node.cluster.formation.ClusterSettings.Seed;
import io.sillok.persistence.Presence.Namesake;
import io.sillok.persistence.Presence.Others;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a node join by its seeds. One that would begin a cluster, being its first seed or without
 * any, does not while others use its logs: it joins those, or waits until they are gone.
 */
final class SeedJoining {

  private static final Logger LOGGER = LoggerFactory.getLogger(SeedJoining.class);
  private static final Duration LOOKS_EACH = Duration.ofSeconds(1);

  /** The store does not answer. */
  private static final Duration UNKNOWN = Duration.ofSeconds(5);

  private final ActorSystem<?> system;
  private final Cluster cluster;
  private final List<Address> seeds;
  private final Optional<StorePresence> presence;
  private final CompletableFuture<?> up;
  private final long begin = System.nanoTime();
  private volatile List<String> present = List.of();
  private volatile boolean claimed;
  private volatile boolean doubted;
  private volatile long doubtedSince;

  /**
   * @param presence of nodes on the same store, if there can be others
   * @param up completes when this node is; fails if it may not begin a cluster
   */
  SeedJoining(
      ActorSystem<?> system,
      Cluster cluster,
      List<Seed> seeds,
      Optional<StorePresence> presence,
      CompletableFuture<?> up) {
    this.system = system;
    this.cluster = cluster;
    this.seeds = seeds.stream().map(seed -> seed.address(system.name())).toList();
    this.presence = presence;
    this.up = up;
  }

  void start() {
    if (presence.isPresent() && mayBegin()) {
      look(presence.get());
    } else {
      join();
    }
  }

  /** In words. */
  String waitsFor() {
    List<String> others = present;
    if (doubted) {
      return "a process was at %s that may still be there, which shows in some seconds"
          .formatted(NodeAddress.of(cluster.selfMember().address()));
    }
    if (others.isEmpty()) {
      return "it asks " + seeds.stream().map(NodeAddress::of).toList() + amongThem();
    }
    return "%s use its logs in %s: it %s"
        .formatted(
            others,
            presence.map(StorePresence::where).orElse(""),
            seeds.isEmpty() ? "waits until they are gone" : "asks them");
  }

  /** What is no seed begins no cluster, be it only spelled otherwise in their list. */
  private String amongThem() {
    Address self = cluster.selfMember().address();
    if (mayBegin()) {
      return "";
    }
    return seeds.contains(self)
        ? "; where no node of the cluster runs only the first of them begins one, so start that, or begin all lists with one that runs"
        : "; none of them is this node, %s".formatted(NodeAddress.of(self));
  }

  private boolean mayBegin() {
    return seeds.isEmpty() || seeds.getFirst().equals(cluster.selfMember().address());
  }

  private void join() {
    if (seeds.isEmpty()) {
      cluster.join(cluster.selfMember().address());
    } else {
      cluster.joinSeedNodes(seeds);
    }
  }

  private void look(StorePresence store) {
    store
        .others()
        .whenComplete((others, failure) -> {
          if (up.isDone()) {
            return;
          }
          if (failure != null) {
            LOGGER.warn("Not known who else uses the logs: {}", failure.getMessage());
            claimed = false; // others may have forgotten it meanwhile
            again(store, UNKNOWN);
          } else {
            go(Claim.next(store.self(), claimed, others.names()), others, store);
          }
        });
  }

  private void go(Claim next, Others others, StorePresence store) {
    switch (next) {
      case MAKE -> claim(store);
      case BEGIN -> {
        present = others.names();
        beginUnless(others.namesake(), store);
      }
      case WITHDRAW -> {
        claimed = false;
        store.leave();
        meet(others.names(), store);
      }
      case WAIT -> {
        if (claimed) {
          store.announce();
        }
        meet(others.names(), store);
      }
    }
  }

  /** One that was here before this process may have died; that it has not shows in some seconds. */
  private void beginUnless(Namesake namesake, StorePresence store) {
    if (namesake == Namesake.THERE) {
      up.completeExceptionally(
          new DisagreementException(
              "Another process uses the logs in %s and says that it is at %s, as this node does; give each node an address at which the others reach it (--cluster-host, sillok.node.cluster.host), or its cluster a keyspace of its own"
                  .formatted(store.where(), store.self())));
      return;
    }
    doubtedSince = doubtedSince == 0 ? System.nanoTime() : doubtedSince;
    doubted =
        namesake == Namesake.SAID_SO && System.nanoTime() - doubtedSince < saysAgainWithin(store);
    if (doubted) {
      store.announce();
      again(store, LOOKS_EACH);
    } else {
      join();
      keep(store);
    }
  }

  private static long saysAgainWithin(StorePresence store) {
    return store.interval().multipliedBy(3).toNanos();
  }

  private void claim(StorePresence store) {
    store
        .announce()
        .whenComplete((done, failure) -> {
          claimed = failure == null;
          again(store, claimed ? Duration.ZERO : UNKNOWN);
        });
  }

  /** Until this node is up, and says itself that it is there. */
  private void keep(StorePresence store) {
    after(
        store.interval(),
        () -> {
          if (!up.isDone()) {
            store.announce();
            keep(store);
          }
        });
  }

  private void meet(List<String> others, StorePresence store) {
    doubted = false;
    if (seeds.isEmpty() && System.nanoTime() - begin > patience(store)) {
      up.completeExceptionally(
          new DisagreementException(
              "The logs in %s are those of a cluster that runs: %s. Start this node with --seed %s to join it%s, or with another --keyspace"
                  .formatted(
                      store.where(), others, others.getFirst(), ofThisMachine(others.getFirst()))));
      return;
    }
    if (!others.equals(present)) {
      present = others;
      LOGGER.info(
          "{} use the logs in {} already, so this node begins no cluster", others, store.where());
      if (!seeds.isEmpty()) {
        cluster.joinSeedNodes(besides(others));
      }
    }
    again(store, LOOKS_EACH);
  }

  private static String ofThisMachine(String other) {
    return other.startsWith("localhost:") || other.startsWith("127.")
        ? " (on another machine that one needs a --cluster-host first, at which others reach it)"
        : "";
  }

  /** Those that died without a word are forgotten in this time. */
  private static long patience(StorePresence store) {
    return store.lasts().plus(store.interval()).toNanos();
  }

  /** Not this node, so that it waits for one of them to answer. */
  private List<Address> besides(List<String> others) {
    List<Address> asked = new ArrayList<>(seeds.subList(1, seeds.size()));
    others.stream()
        .map(other -> Seed.parse(other).address(system.name()))
        .filter(other -> !asked.contains(other))
        .forEach(asked::add);
    return asked;
  }

  private void again(StorePresence store, Duration after) {
    after(after, () -> look(store));
  }

  private static void after(Duration time, Runnable work) {
    CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS).execute(work);
  }
}
