package io.sillok.node.cluster.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.Leave;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes come and go while partitions are asked without a pause. */
final class MovingPartitionsTest {

  private static final int PARTITIONS = 16;
  private static final int ASKED_AT_ONCE = 64;
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  private final List<Node> nodes = new ArrayList<>();

  sealed interface Message extends NodeMessage {
    record Where(ActorRef<Here> replyTo) implements Message {}

    /** Is never answered. */
    record Lost(ActorRef<Here> replyTo) implements Message {}

    record Stop() implements Message {}
  }

  record Here(String node) implements NodeMessage {}

  private static final class Node {
    private final ActorSystem<Void> system;
    private final Cluster cluster;
    private final String name;
    private final PartitionActors<Message> actors;

    private Node(ActorSystem<Void> system) {
      this.system = system;
      cluster = Cluster.get(system);
      name = cluster.selfMember().address().toString();
      actors =
          PartitionActors.start(
              system,
              Message.class,
              "whereabouts",
              (any, partition) -> standing(name),
              new Message.Stop());
    }

    private static ActorSystem<Void> system(String version) {
      return ActorSystem.create(
          Behaviors.empty(),
          "moving",
          ConfigFactory.parseString(
                  """
                  sillok.persistence.partitions = %d
                  pekko.loglevel = ERROR
                  pekko.cluster.app-version = "%s"
                  pekko.cluster.sharding.rebalance-interval = 500 ms
                  """
                      .formatted(PARTITIONS, version))
              .withFallback(ConfigFactory.load()));
    }

    private static Behavior<Message> standing(String name) {
      return Behaviors.receive(Message.class)
          .onMessage(
              Message.Where.class,
              where -> {
                where.replyTo().tell(new Here(name));
                return Behaviors.same();
              })
          .onMessage(Message.Lost.class, lost -> Behaviors.same())
          .onMessage(Message.Stop.class, stop -> Behaviors.stopped())
          .build();
    }

    private CompletableFuture<String> ask(int partition) {
      return ask(partition, Message.Where::new);
    }

    private CompletableFuture<String> ask(
        int partition, Function<ActorRef<Here>, Message> question) {
      return actors
          .<Here>ask("any", partition, question, ANSWERS_WITHIN)
          .thenApply(Here::node)
          .toCompletableFuture();
    }
  }

  private Node join() {
    return join("1.0.0");
  }

  private Node join(String version) {
    Node node = new Node(Node.system(version));
    nodes.add(node);
    join(node.cluster);
    return node;
  }

  private void join(Cluster cluster) {
    cluster.manager().tell(Join.create(nodes.getFirst().cluster.selfMember().address()));
  }

  @AfterEach
  void stop() {
    nodes.forEach(node -> node.system.terminate());
    nodes.forEach(node -> node.system.getWhenTerminated().toCompletableFuture().join());
  }

  @Test
  void no_question_is_lost_while_partitions_move_to_a_node_that_comes() {
    Node first = join();
    List<CompletableFuture<String>> asked = askUntil(first, () -> true);
    Node second = join();
    asked.addAll(askUntil(first, () -> hasHalf(second)));

    assertThat(asked).hasSizeGreaterThan(10_000);
    assertThat(failed(asked)).isZero();
    Set<String> answering = new HashSet<>();
    asked.forEach(answer -> answering.add(answer.join()));
    assertThat(answering).containsExactlyInAnyOrder(first.name, second.name);
  }

  @Test
  void partitions_are_placed_while_one_of_three_nodes_has_come_and_is_still_starting() {
    Node first = join();
    join();
    ActorSystem<Void> starting = Node.system("1.0.0");
    try {
      join(Cluster.get(starting));
      while (!areUp(first, 3)) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }

      List<CompletableFuture<String>> asked =
          IntStream.range(0, PARTITIONS).mapToObj(first::ask).toList();

      assertThat(failed(asked)).isZero();
    } finally {
      starting.terminate();
      starting.getWhenTerminated().toCompletableFuture().join();
    }
  }

  @Test
  void in_a_rolling_upgrade_partitions_go_to_nodes_of_the_newest_version_alone() {
    Node first = join();
    Node second = join();
    askUntil(first, () -> hasHalf(second));
    Node third = join("1.1.0");
    assertThat(askUntil(third, () -> areUp(third, 3)))
        .as("none moves while both versions are there")
        .allSatisfy(answer -> assertThat(answer.join()).isNotEqualTo(third.name));

    List<CompletableFuture<String>> asked = leave(first, third);
    assertThat(whereabouts(third).values()).as("none went to the old one").containsOnly(8L);
    assertThat(whereabouts(third)).containsOnlyKeys(second.name, third.name);
    Node fourth = join("1.1.0");
    askUntil(third, () -> areUp(third, 3));
    asked.addAll(leave(second, third));
    asked.addAll(askUntil(third, () -> hasHalf(fourth)));

    assertThat(failed(asked)).isZero();
    assertThat(whereabouts(third)).containsOnlyKeys(third.name, fourth.name);
  }

  @Test
  void what_was_asked_of_a_node_that_is_lost_is_given_up_once_the_cluster_goes_on_without_it() {
    Node first = join();
    Node second = join();
    askUntil(first, () -> hasHalf(second));
    int partition =
        IntStream.range(0, PARTITIONS)
            .filter(each -> first.ask(each).join().equals(second.name))
            .findFirst()
            .orElseThrow();
    long askedAt = System.nanoTime();
    CompletableFuture<String> lost = first.ask(partition, Message.Lost::new);
    CompletableFuture<Here> patient =
        first
            .actors
            .<Here>askPatiently("any", partition, Message.Lost::new, ANSWERS_WITHIN)
            .toCompletableFuture();

    first.cluster.manager().tell(new Down(second.cluster.selfMember().address()));
    assertThatThrownBy(lost::join)
        .hasCauseInstanceOf(TimeoutException.class)
        .hasMessageContaining("A node was lost that may have had the partition");
    assertThat(Duration.ofNanos(System.nanoTime() - askedAt)).isLessThan(ANSWERS_WITHIN);
    assertThat(patient).isNotDone();
    assertThat(
            first
                .actors
                .<Here>askPatiently("any", partition, Message.Where::new, ANSWERS_WITHIN)
                .toCompletableFuture()
                .join()
                .node())
        .isEqualTo(first.name);
  }

  private List<CompletableFuture<String>> leave(Node leaving, Node asking) {
    nodes.remove(leaving);
    leaving.cluster.manager().tell(Leave.create(leaving.cluster.selfMember().address()));
    return askUntil(asking, leaving.system.getWhenTerminated().toCompletableFuture()::isDone);
  }

  private static boolean areUp(Node node, int members) {
    int up = 0;
    for (Member member : node.cluster.state().getMembers()) {
      up += member.status().equals(MemberStatus.up()) ? 1 : 0;
    }
    return up == members;
  }

  /** How many partitions each node has. */
  private static Map<String, Long> whereabouts(Node asking) {
    return IntStream.range(0, PARTITIONS)
        .mapToObj(partition -> asking.ask(partition).join())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /** All partitions in turn, so many at once. */
  private static List<CompletableFuture<String>> askUntil(Node node, BooleanSupplier done) {
    List<CompletableFuture<String>> asked = new ArrayList<>();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < until || !done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(giveUp);
      for (int number = 0; number < ASKED_AT_ONCE; number++) {
        asked.add(node.ask(number % PARTITIONS));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    return asked;
  }

  private static boolean hasHalf(Node node) {
    int here = 0;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      if (node.ask(partition).join().equals(node.name)) {
        here++;
      }
    }
    return here == PARTITIONS / 2;
  }

  private static long failed(List<CompletableFuture<String>> asked) {
    return asked.stream().filter(MovingPartitionsTest::fails).count();
  }

  private static boolean fails(CompletableFuture<String> answer) {
    try {
      answer.join();
      return false;
    } catch (CompletionException unanswered) {
      return true;
    }
  }
}
