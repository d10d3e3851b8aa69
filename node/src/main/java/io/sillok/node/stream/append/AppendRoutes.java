package io.sillok.node.stream.append;

import static java.util.stream.Collectors.groupingBy;

import io.sillok.node.cluster.PartitionActors;
import io.sillok.node.cluster.allocation.PartitionPlan;
import io.sillok.node.stream.append.AppendCourier.Delivered;
import io.sillok.node.stream.append.AppendCourier.Delivery;
import io.sillok.node.stream.append.AppendCourier.Portion;
import io.sillok.node.stream.append.AppenderMessage.Append;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * The ways to appenders: those of the same other node get what is small together, by its {@link
 * AppendCourier}. Thread-safe.
 */
final class AppendRoutes {

  /** What is larger costs little for its messages, and would hold up what is behind it. Bytes. */
  private static final long MOST_TOGETHER = 1 << 20;

  private static final AppenderAnswer NO_ANSWER =
      new AppenderAnswer.Unavailable(
          "timeout", "The partition did not answer in time; append again with the same ids");

  private final ActorSystem<?> system;
  private final PartitionActors<AppenderMessage> appenders;
  private final PartitionPlan plan;
  private final Address self;
  private final Duration timeout;

  /**
   * @param timeout after which a partition counts as not answering
   */
  AppendRoutes(
      ActorSystem<?> system,
      PartitionActors<AppenderMessage> appenders,
      int partitions,
      Duration timeout) {
    this.system = system;
    this.appenders = appenders;
    this.timeout = timeout;
    plan = new PartitionPlan(system, partitions);
    self = Cluster.get(system).selfMember().address();
  }

  /** Takes what other nodes append to partitions of this one. */
  void serveOthers() {
    // One partition that is late should not have the answers of the others come too late.
    Duration sooner = timeout.multipliedBy(9).dividedBy(10);
    AppendCourier.start(system, (stream, portion) -> directly(stream, portion, sooner));
  }

  /** The answers to {@code portions}, by their partitions; the stage does not fail. */
  CompletionStage<Map<Integer, AppenderAnswer>> append(String stream, List<Portion> portions) {
    Map<Address, List<Portion>> byOwner =
        portions.stream().collect(groupingBy(portion -> owner(portion.partition())));
    Map<Integer, AppenderAnswer> answers = new ConcurrentHashMap<>();
    return all(byOwner.entrySet().stream()
            .map(each -> append(stream, each.getKey(), each.getValue(), answers)))
        .thenApply(done -> answers);
  }

  private CompletionStage<Void> append(
      String stream, Address owner, List<Portion> portions, Map<Integer, AppenderAnswer> answers) {
    return goTogether(owner, portions)
        ? byCourier(stream, owner, portions, answers)
        : directly(stream, portions, answers);
  }

  private boolean goTogether(Address owner, List<Portion> portions) {
    return !owner.equals(self)
        && portions.size() > 1
        && portions.stream().mapToLong(Portion::size).sum() <= MOST_TOGETHER;
  }

  /** This node where nobody is known to be the owner: cluster sharding finds the way. */
  private Address owner(int partition) {
    List<Address> owners = plan.owners();
    return owners.isEmpty() ? self : owners.get(partition);
  }

  private CompletionStage<Void> byCourier(
      String stream, Address owner, List<Portion> portions, Map<Integer, AppenderAnswer> answers) {
    return AskPattern.<Delivery, Delivered>ask(
            AppendCourier.at(system, owner),
            replyTo -> new Delivery(stream, portions, replyTo),
            timeout,
            system.scheduler())
        .exceptionally(failure -> new Delivered(Collections.nCopies(portions.size(), NO_ANSWER)))
        .thenCompose(delivered -> {
          if (delivered.answers().isEmpty()) {
            return directly(stream, portions, answers);
          }
          for (int index = 0; index < portions.size(); index++) {
            answers.put(portions.get(index).partition(), delivered.answers().get(index));
          }
          return CompletableFuture.completedFuture(null);
        });
  }

  private CompletionStage<Void> directly(
      String stream, List<Portion> portions, Map<Integer, AppenderAnswer> answers) {
    return all(
        portions.stream()
            .map(portion ->
                directly(stream, portion, timeout)
                    .thenAccept(answer -> answers.put(portion.partition(), answer))));
  }

  private static CompletionStage<Void> all(Stream<CompletionStage<Void>> stages) {
    return CompletableFuture.allOf(
        stages.map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));
  }

  private CompletionStage<AppenderAnswer> directly(
      String stream, Portion portion, Duration patience) {
    return appenders
        .<AppenderAnswer>ask(
            stream,
            portion.partition(),
            replyTo -> new Append(portion.events(), portion.since(), replyTo),
            patience)
        .exceptionally(failure -> NO_ANSWER);
  }
}
