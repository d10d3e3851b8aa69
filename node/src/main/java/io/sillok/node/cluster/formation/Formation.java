package io.sillok.node.cluster.formation;

import io.sillok.node.cluster.MemberActor;
import io.sillok.node.cluster.StartProgress;
import io.sillok.node.cluster.formation.AgreementMessage.Ask;
import io.sillok.node.cluster.formation.AgreementMessage.Has;
import io.sillok.node.cluster.formation.ClusterSettings.Seed;
import io.sillok.node.cluster.tls.ClusterTls;
import io.sillok.persistence.Presence.Others;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a node join a cluster, and leaves it again where the two do not fit. */
public final class Formation {

  private static final Logger LOGGER = LoggerFactory.getLogger(Formation.class);
  private static final String ACTOR = "sillok-agreement";

  private static final CompletionStage<Done> FINISHED =
      CompletableFuture.completedFuture(Done.getInstance());
  private static final Duration TELLS_AFTER = Duration.ofSeconds(3);
  private static final Duration TELLS_EACH = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int ATTEMPTS = 10;

  private final ActorSystem<?> system;
  private final Cluster cluster;
  private final ClusterSettings settings;
  private final Agreement agreement;
  private final Optional<StorePresence> presence;
  private final StartProgress progress;

  /** Why Pekko did not let it join. */
  private volatile List<String> differences = List.of();

  /**
   * @param agreement what this node has
   * @param presence of nodes on the same store, if there can be others
   * @param progress hears what it waits for
   */
  public Formation(
      ActorSystem<?> system,
      ClusterSettings settings,
      Agreement agreement,
      Optional<StorePresence> presence,
      StartProgress progress) {
    this.system = system;
    this.settings = settings;
    this.agreement = agreement;
    this.presence = presence;
    this.progress = progress;
    cluster = Cluster.get(Adapter.toClassic(system));
  }

  /**
   * Completes when this node is up in its cluster, and fits there: waits for others for as long as
   * it takes. The stage fails with {@link DisagreementException}, or when the node stops.
   */
  public CompletionStage<Done> join() {
    system.systemActorOf(answering(agreement), ACTOR, Props.empty());
    CompletableFuture<Done> up = new CompletableFuture<>();
    cluster.registerOnMemberUp(() -> up.complete(Done.getInstance()));
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "why-not-joined",
            () -> isRefused() && !up.isDone() ? askWhy() : FINISHED);
    system.getWhenTerminated().whenComplete((done, failure) -> up.completeExceptionally(stopped()));
    Supplier<CompletionStage<String>> waitsFor = begin(up);
    Cancellable telling =
        system
            .scheduler()
            .scheduleAtFixedRate(
                TELLS_AFTER, TELLS_EACH, () -> tell(waitsFor), system.executionContext());
    return up.whenComplete((done, failure) -> telling.cancel())
        .thenCompose(done -> check(ATTEMPTS, any -> true))
        .thenCompose(done -> check(ATTEMPTS, this::isAlike))
        .thenApply(fits -> {
          presence.ifPresent(store -> Announcing.start(system, store));
          return fits;
        });
  }

  /** Answers who says what this node waits for. */
  private Supplier<CompletionStage<String>> begin(CompletableFuture<Done> up) {
    if (settings.kubernetes().isPresent()) {
      KubernetesBootstrap bootstrap =
          new KubernetesBootstrap(
              Adapter.toClassic(system), settings, settings.kubernetes().orElseThrow());
      bootstrap
          .start()
          .whenComplete((started, failure) -> {
            if (failure != null) {
              up.completeExceptionally(failure);
            }
          });
      return bootstrap::waitsFor;
    }
    SeedJoining joining = new SeedJoining(system, cluster, settings.seeds(), presence, up);
    joining.start();
    return () -> CompletableFuture.completedFuture(joining.waitsFor());
  }

  /** Pekko has compared settings, and found one that differs. */
  private boolean isRefused() {
    return CoordinatedShutdown.get(system)
        .getShutdownReason()
        .filter(CoordinatedShutdown.incompatibleConfigurationDetectedReason()::equals)
        .isPresent();
  }

  /** It does not say which; nodes of the cluster do, as long as this one can still ask. */
  private CompletionStage<Done> askWhy() {
    return others()
        .thenCompose(others ->
            CompletableFuture.allOf(
                others.stream().map(this::askWhy).toArray(CompletableFuture<?>[]::new)))
        .thenApply(all -> Done.getInstance())
        .completeOnTimeout(Done.getInstance(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private CompletableFuture<?> askWhy(Address member) {
    return ask(member)
        .thenAccept(has -> {
          List<String> found = agreement.differences(has.agreement(), member.hostPort());
          if (!found.isEmpty()) {
            differences = found;
          }
        })
        .exceptionally(away -> null)
        .toCompletableFuture();
  }

  /** Seeds, and who else uses the store. */
  private CompletableFuture<Set<Address>> others() {
    CompletionStage<List<String>> present =
        presence
            .map(store -> store.others().thenApply(Others::names))
            .orElseGet(() -> CompletableFuture.completedFuture(List.of()));
    return present
        .exceptionally(away -> List.of())
        .thenApply(names ->
            Stream.concat(settings.seeds().stream(), names.stream().map(Seed::parse))
                .map(seed -> seed.address(system.name()))
                .filter(member -> !member.equals(cluster.selfMember().address()))
                .collect(Collectors.toSet()))
        .toCompletableFuture();
  }

  /** Why it did not join. */
  private RuntimeException stopped() {
    if (!isRefused()) {
      return new IllegalStateException("The node stopped while it joined");
    }
    return new DisagreementException(
        "This node may not join the cluster %s: %s"
            .formatted(
                settings.name(),
                differences.isEmpty()
                    ? "one of these settings is another there, the log of its nodes says which: "
                        + SharedSettings.comparedByPekko(agreement.settings())
                    : String.join("; ", differences)));
  }

  private static Behavior<AgreementMessage> answering(Agreement agreement) {
    return Behaviors.receive(AgreementMessage.class)
        .onMessage(
            Ask.class,
            ask -> {
              ask.replyTo().tell(new Has(agreement));
              return Behaviors.same();
            })
        .build();
  }

  private void tell(Supplier<CompletionStage<String>> waitsFor) {
    waitsFor
        .get()
        .thenAccept(reason -> {
          progress.because(reason);
          LOGGER.info(
              "Waits until it may join the cluster {} {} TLS, as they have to be, too: {}; it is {} by now",
              settings.name(),
              ClusterTls.settings(system.settings().config()).isPresent() ? "with" : "without",
              reason,
              cluster.selfMember().status());
        });
  }

  /**
   * What the others have is what whoever of them has been there for longest has; in an upgrade,
   * what those of this version have is told by the oldest of these.
   */
  private CompletionStage<Done> check(int attempts, Predicate<Member> those) {
    Optional<Address> oldest = oldest(those);
    return oldest.isEmpty()
        ? CompletableFuture.completedFuture(Done.getInstance())
        : ask(oldest.get())
            .handle((has, failure) -> failure == null ? Optional.of(has) : Optional.<Has>empty())
            .thenCompose(has ->
                has.isPresent()
                    ? compare(has.get().agreement(), oldest.get())
                    : again(oldest.get(), attempts - 1, those));
  }

  private CompletionStage<Done> again(Address oldest, int attempts, Predicate<Member> those) {
    if (attempts == 0) {
      return CompletableFuture.failedFuture(
          new DisagreementException(
              "%s does not say what nodes of its cluster must have in common; is it a node of Sillok of the same protocol?"
                  .formatted(oldest.hostPort())));
    }
    return check(attempts, those);
  }

  private CompletionStage<Has> ask(Address member) {
    return MemberActor.<AgreementMessage, Has>ask(system, member, ACTOR, Ask::new, PATIENCE);
  }

  private CompletionStage<Done> compare(Agreement other, Address member) {
    List<String> differences = agreement.differences(other, member.hostPort());
    if (differences.isEmpty()) {
      if (!AppVersion.same(agreement.version(), other.version())
          && !agreement.modules().equals(other.modules())) {
        LOGGER.warn(
            "Nodes of version {} have {}, those of {} have {}: what only some have is not answered by the others",
            agreement.version(),
            agreement.modules().keySet(),
            other.version(),
            other.modules().keySet());
      }
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return CompletableFuture.failedFuture(
        new DisagreementException(
            "This node may not join the cluster %s: %s"
                .formatted(other.cluster(), String.join("; ", differences))));
  }

  private boolean isAlike(Member member) {
    return member.appVersion().equals(cluster.selfMember().appVersion());
  }

  private Optional<Address> oldest(Predicate<Member> those) {
    List<Member> others = new ArrayList<>();
    cluster
        .state()
        .getMembers()
        .forEach(member -> {
          if (member.status().equals(MemberStatus.up())
              && !member.uniqueAddress().equals(cluster.selfMember().uniqueAddress())) {
            others.add(member);
          }
        });
    return others.stream()
        .filter(those)
        .reduce((one, other) -> one.isOlderThan(other) ? one : other)
        .filter(other -> other.isOlderThan(cluster.selfMember()))
        .map(Member::address);
  }
}
