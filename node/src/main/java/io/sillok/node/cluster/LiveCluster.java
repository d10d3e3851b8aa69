package io.sillok.node.cluster;

import io.sillok.node.cluster.allocation.PartitionPlan;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LogStore.StoreHealth;
import io.sillok.persistence.PartitionLog.LogState;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Leave;

/** {@link ClusterView} of the cluster that an actor system is a member of. */
public final class LiveCluster implements ClusterView {

  /** The store may be slow with many logs; without it, nodes are told of nevertheless. */
  private static final Duration STORE_PATIENCE = Duration.ofSeconds(8);

  private record Parts(Map<Integer, String> owners, Logs logs) {}

  private record Logs(List<LogState> states, StoreHealth health) {}

  private final ActorSystem<?> system;
  private final LogStore store;
  private final Shares shares;
  private final ReadinessCheck readiness;
  private final String version;

  private volatile List<LogState> seen = List.of();

  /**
   * @param shards what is sharded by partition
   * @param version of this node's software
   */
  public LiveCluster(
      ActorSystem<?> system,
      LogStore store,
      EntityTypeKey<?> shards,
      PartitionProbe probe,
      String version) {
    this.system = system;
    this.store = store;
    shares = Shares.start(system, shards.name());
    this.version = version;
    readiness = new ReadinessCheck(system, store, shards, probe);
  }

  @Override
  public CompletionStage<ClusterState> state() {
    return shares
        .owners()
        .thenCombine(logs(), Parts::new)
        .thenCombine(
            strangers(), (parts, strangers) -> state(parts.owners(), parts.logs(), strangers));
  }

  @Override
  public boolean leave(String address) {
    Optional<Address> member = find(address);
    member.ifPresent(each -> Cluster.get(system).manager().tell(new Leave(each)));
    return member.isPresent();
  }

  @Override
  public boolean isReachable(String address) {
    return find(address).isPresent() && !isUnreachable(address);
  }

  @Override
  public boolean isUnreachable(String address) {
    return Cluster.get(system).state().getUnreachable().stream()
        .anyMatch(member -> NodeAddress.of(member.address()).equals(address));
  }

  @Override
  public boolean down(String address) {
    Optional<Address> member = find(address);
    member.ifPresent(each -> Cluster.get(system).manager().tell(new Down(each)));
    return member.isPresent();
  }

  private Optional<Address> find(String address) {
    List<Address> found = new ArrayList<>();
    Cluster.get(system)
        .state()
        .getMembers()
        .forEach(member -> {
          if (NodeAddress.of(member.address()).equals(address)) {
            found.add(member.address());
          }
        });
    return found.stream().findFirst();
  }

  @Override
  public CompletionStage<Readiness> readiness() {
    return readiness.now();
  }

  /** Who uses the store and is no member, as far as it says so. */
  private CompletionStage<List<String>> strangers() {
    return store
        .presence()
        .map(presence ->
            within(presence.others(self()))
                .thenApply(others -> strangersAmong(others.all(self())))
                .exceptionally(failure -> List.of()))
        .orElseGet(() -> CompletableFuture.completedFuture(List.of()));
  }

  private List<String> strangersAmong(List<String> others) {
    Set<String> members = new HashSet<>();
    Cluster.get(system)
        .state()
        .getMembers()
        .forEach(member -> members.add(NodeAddress.of(member.address())));
    members.remove(self()); // who is present there is another
    return others.stream().filter(node -> !members.contains(node)).toList();
  }

  private String self() {
    return NodeAddress.of(Cluster.get(system).selfMember().address());
  }

  private static <T> CompletionStage<T> within(CompletionStage<T> answer) {
    return answer
        .toCompletableFuture()
        .copy()
        .orTimeout(STORE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Where that takes too long, as they were when they were seen last. */
  private CompletionStage<Logs> logs() {
    return within(LogStates.of(store))
        .handle((states, failure) -> {
          if (states != null) {
            seen = states;
          }
          return seen;
        })
        .thenCombine(StoreLook.at(store), Logs::new);
  }

  private ClusterState state(Map<Integer, String> owners, Logs logs, List<String> strangers) {
    Cluster cluster = Cluster.get(system);
    return new ClusterState(
        version,
        self(),
        Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()),
        members(cluster, owners),
        strangers,
        store.describe(),
        logs.health(),
        store.partitions(),
        owners.isEmpty() ? List.of() : Moves.of(store.partitions(), owners, planned()),
        logs.states().stream()
            .sorted(
                Comparator.comparing((LogState log) -> log.log().name())
                    .thenComparingInt(log -> log.log().partition()))
            .map(log -> log(log, owners))
            .toList());
  }

  private List<String> planned() {
    return PartitionPlan.of(system, store.partitions()).stream().map(NodeAddress::of).toList();
  }

  private static ClusterState.Log log(LogState log, Map<Integer, String> owners) {
    int partition = log.log().partition();
    return new ClusterState.Log(
        log.log().name(),
        partition,
        Optional.ofNullable(owners.get(partition)),
        log.head(),
        log.epoch(),
        log.head() - log.indexedTo());
  }

  private static List<ClusterState.Member> members(Cluster cluster, Map<Integer, String> owners) {
    List<ClusterState.Member> members = new ArrayList<>();
    cluster
        .state()
        .getMembers()
        .forEach(member -> members.add(member(member, cluster.state().getUnreachable(), owners)));
    return members;
  }

  private static ClusterState.Member member(
      Member member, Set<Member> unreachable, Map<Integer, String> owners) {
    String place = NodeAddress.of(member.address());
    return new ClusterState.Member(
        place,
        member.status().toString(),
        roles(member.getRoles()),
        member.appVersion().toString(),
        !unreachable.contains(member),
        owners.entrySet().stream()
            .filter(owner -> owner.getValue().equals(place))
            .map(Map.Entry::getKey)
            .sorted()
            .toList());
  }

  /** Without the role by which Pekko notes the data center. */
  private static List<String> roles(Set<String> roles) {
    return new TreeSet<>(roles).stream().filter(role -> !role.startsWith("dc-")).toList();
  }
}
