package io.sillok.node.cluster.partition;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * Questions to partitions of one kind that have no answer yet. What was on its way to a node that
 * died is lost without a word, and which partitions it had is not known here; so when the cluster
 * goes on without a node, all questions from before are given up soon after. Whoever asked can ask
 * again, where others have the partition by then, and need not wait until the time for an answer is
 * over.
 */
final class Unanswered {

  /** So long partitions may take to begin elsewhere, and to answer what was kept for them. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** So much later all nodes have heard that one is gone, and send no more questions there. */
  private static final Duration HEARD_BY_ALL = Duration.ofSeconds(1);

  private static final AtomicLong STARTED = new AtomicLong();

  private final Set<Question> questions = ConcurrentHashMap.newKeySet();

  private record Question(long askedAt, CompletableFuture<?> answer) {}

  private sealed interface Message {

    record Removed(MemberRemoved event) implements Message {}

    record GiveUp(long askedBefore) implements Message {}
  }

  private Unanswered() {}

  /**
   * @param kind as cluster sharding names it
   */
  static Unanswered start(ActorSystem<?> system, String kind) {
    Unanswered unanswered = new Unanswered();
    system.systemActorOf(
        unanswered.behavior(),
        "unanswered-%s-%d".formatted(kind, STARTED.incrementAndGet()),
        Props.empty());
    return unanswered;
  }

  /** As {@code asked}, or failed with a {@link TimeoutException} once the question is given up. */
  <R> CompletableFuture<R> add(CompletionStage<R> asked) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    Question question = new Question(System.nanoTime(), answer);
    questions.add(question);
    asked.whenComplete((found, failure) -> {
      questions.remove(question);
      if (failure == null) {
        answer.complete(found);
      } else {
        answer.completeExceptionally(failure);
      }
    });
    return answer;
  }

  private Behavior<Message> behavior() {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          Cluster.get(context.getSystem())
              .subscriptions()
              .tell(
                  Subscribe.create(
                      context.messageAdapter(MemberRemoved.class, Message.Removed::new),
                      MemberRemoved.class));
          return Behaviors.receiveMessage(message -> {
            switch (message) {
              case Message.Removed(var event) -> {
                if (event.previousStatus().equals(MemberStatus.down())) {
                  giveUp(timers, Duration.ZERO);
                  giveUp(timers, HEARD_BY_ALL);
                }
              }
              case Message.GiveUp(var askedBefore) -> giveUp(askedBefore);
            }
            return Behaviors.same();
          });
        }));
  }

  private static void giveUp(TimerScheduler<Message> timers, Duration later) {
    Message.GiveUp then = new Message.GiveUp(System.nanoTime() + later.toNanos());
    timers.startSingleTimer(then, then, later.plus(PATIENCE));
  }

  private void giveUp(long askedBefore) {
    questions.forEach(question -> {
      if (question.askedAt() - askedBefore < 0) {
        question
            .answer()
            .completeExceptionally(
                new TimeoutException("A node was lost that may have had the partition"));
      }
    });
  }
}
