package io.sillok.node.downstream;

import io.sillok.node.downstream.effect.ToldResult;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.QueueStanding;
import io.sillok.node.stream.queue.Queues;
import io.sillok.node.stream.time.StreamTimes;
import io.sillok.node.window.ServedProjection;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.DeclaredDownstream;
import io.sillok.persistence.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that this node works at the downstreams of all projections that serve: makes their
 * queues, and a worker for each. What the versions before have told is worked off as well.
 */
public final class DownstreamKeeper implements Downstreams {

  private static final Logger LOGGER = LoggerFactory.getLogger(DownstreamKeeper.class);

  private final ActorSystem<?> system;
  private final Supplier<List<ServedProjection>> served;
  private final Streams streams;
  private final Queues queues;
  private final DownstreamQueues ours;
  private final DownstreamPlans plans;
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final Map<String, String> troubles = new ConcurrentHashMap<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final Cancellable keeping;

  /**
   * Starts the part of {@code system}'s node.
   *
   * @param served the projections that serve at present
   * @param interval how often it is looked what has changed
   */
  public DownstreamKeeper(
      ActorSystem<?> system,
      Supplier<List<ServedProjection>> served,
      Streams streams,
      Queues queues,
      StreamTimes times,
      DownstreamPlans plans,
      Duration interval) {
    this.system = system;
    this.served = served;
    this.streams = streams;
    this.queues = queues;
    this.plans = plans;
    ours = new DownstreamQueues(queues, times);
    keeping =
        system
            .scheduler()
            .scheduleWithFixedDelay(Duration.ZERO, interval, this::look, system.executionContext());
  }

  /**
   * @param text of the plan that it follows
   */
  private record Running(String text, QueueDefinition queue, DownstreamWorker worker) {}

  /** Works at nothing more; what is in hand comes to its end. */
  public CompletionStage<Done> rest() {
    keeping.cancel();
    running.values().forEach(each -> each.worker().close());
    return CompletableFuture.completedFuture(Done.getInstance());
  }

  private void look() {
    if (looking.compareAndSet(false, true)) {
      Set<String> wanted = ConcurrentHashMap.newKeySet();
      CompletionStage<Void> kept =
          CompletableFuture.allOf(
              served.get().stream()
                  .map(each -> keep(each, wanted).toCompletableFuture())
                  .toArray(CompletableFuture<?>[]::new));
      kept.whenComplete((done, failure) -> {
        if (failure == null) {
          stopAllBut(wanted);
        } // else it is not known what is wanted
        looking.set(false);
      });
    }
  }

  private void stopAllBut(Set<String> wanted) {
    Set<String> gone = new HashSet<>(running.keySet());
    gone.removeAll(wanted);
    gone.forEach(path -> Objects.requireNonNull(running.remove(path)).worker().close());
    troubles.keySet().retainAll(wanted);
  }

  /** What earlier versions have told is handed over as well. */
  private CompletionStage<Void> keep(ServedProjection projection, Set<String> wanted) {
    CompletionStage<Void> all = CompletableFuture.completedFuture(null);
    for (ProjectionVersion version : projection.versions()) {
      all = all.thenCompose(done -> keep(projection, version, wanted));
    }
    return all;
  }

  private CompletionStage<Void> keep(
      ServedProjection projection, ProjectionVersion version, Set<String> wanted) {
    return projection.downstreams(version).isEmpty()
        ? CompletableFuture.completedFuture(null)
        : streams
            .find(version.results())
            .thenCompose(found ->
                found.isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.allOf(
                        planned(projection, version, found.get(), wanted).stream()
                            .map(plan ->
                                keep(found.get(), projection, version, plan, wanted)
                                    .toCompletableFuture())
                            .toArray(CompletableFuture<?>[]::new)));
  }

  private List<DownstreamPlan> planned(
      ServedProjection projection,
      ProjectionVersion version,
      StreamDefinition results,
      Set<String> wanted) {
    List<DownstreamPlan> all = new ArrayList<>();
    projection.model().ifPresent(model -> all.addAll(plans.of(model)));
    for (DeclaredDownstream declared : projection.declared(version)) {
      try {
        all.add(plans.of(declared, results.schema()));
      } catch (UnfitDownstreamException unfit) {
        String path = path(results, DownstreamPlan.QUEUE_PREFIX + declared.name());
        wanted.add(path);
        complain(path, unfit);
      }
    }
    return all;
  }

  private static String path(StreamDefinition results, String queue) {
    return results.name() + "/" + queue;
  }

  private CompletionStage<Void> keep(
      StreamDefinition results,
      ServedProjection projection,
      ProjectionVersion version,
      DownstreamPlan plan,
      Set<String> wanted) {
    String path = path(results, plan.queue());
    wanted.add(path);
    CompletionStage<Optional<QueueDefinition>> queue =
        version.equals(projection.version())
            ? ours.ensure(results, projection, plan).thenApply(Optional::of)
            : ours.find(results, plan);
    return queue.handle((found, failure) -> {
      if (failure != null) {
        complain(path, failure);
      } else {
        troubles.remove(path);
        found.ifPresent(each -> work(path, version, plan, each));
      }
      return null;
    });
  }

  /** By what is known then: another version may have begun to serve meanwhile. */
  private boolean isDue(ProjectionVersion version, ToldResult result) {
    return served.get().stream()
        .filter(each -> each.version().projection().equals(version.projection()))
        .allMatch(each ->
            each.turns()
                .handsOver(version.number(), result.partition(), result.kind(), result.end()));
  }

  private void work(
      String path, ProjectionVersion version, DownstreamPlan plan, QueueDefinition queue) {
    Running now = running.get(path);
    if (now != null && now.text().equals(plan.text()) && now.queue().equals(queue)) {
      return;
    }
    if (now != null) {
      now.worker().close();
    }
    running.put(
        path,
        new Running(
            plan.text(),
            queue,
            new DownstreamWorker(
                system,
                queues,
                queue,
                streams.partitions(),
                result -> isDue(version, result),
                plan.effect().get())));
  }

  private void complain(String path, Throwable failure) {
    String words = words(failure);
    if (!words.equals(troubles.put(path, words))) {
      LOGGER.warn("Downstream {} waits: {}", path, words);
    }
  }

  private static String words(Throwable failure) {
    return String.valueOf(Cause.of(failure).getMessage());
  }

  @Override
  public boolean isAtWork(String stream, String queue) {
    return Downstreams.isReserved(stream, queue)
        && served.get().stream()
            .flatMap(each -> each.versions().stream().map(version -> queues(each, version)))
            .anyMatch(paths -> paths.contains(stream + "/" + queue));
  }

  private static List<String> queues(ServedProjection projection, ProjectionVersion version) {
    return projection.downstreams(version).stream()
        .map(name -> "%s/%s%s".formatted(version.results(), DownstreamPlan.QUEUE_PREFIX, name))
        .toList();
  }

  @Override
  public CompletionStage<List<DownstreamStanding>> of(ProjectionVersion version) {
    List<CompletableFuture<Stream<DownstreamStanding>>> all = new ArrayList<>();
    served.get().stream()
        .filter(each -> each.version().equals(version))
        .forEach(projection ->
            projection
                .versions()
                .reversed()
                .forEach(each ->
                    projection.downstreams(each).stream()
                        .sorted()
                        .forEach(name ->
                            all.add(
                                standing(each.results(), name)
                                    .thenApply(standing ->
                                        Stream.of(standing)
                                            .filter(
                                                one -> each.equals(version) || one.isUnfinished()))
                                    .toCompletableFuture()))));
    return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> all.stream().flatMap(CompletableFuture::join).toList());
  }

  private CompletionStage<DownstreamStanding> standing(String results, String name) {
    String queue = DownstreamPlan.QUEUE_PREFIX + name;
    return queues
        .find(results, queue)
        .thenCompose(found ->
            found
                .map(each -> queues.standing(each).<Optional<QueueStanding>>thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())))
        .handle((standing, failure) ->
            failure == null
                ? new DownstreamStanding(
                    name,
                    results,
                    standing,
                    Optional.ofNullable(troubles.get(results + "/" + queue)))
                : new DownstreamStanding(
                    name, results, Optional.empty(), Optional.of(words(failure))));
  }
}
