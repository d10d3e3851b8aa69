package io.sillok.node.cluster.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Await;
import scala.jdk.javaapi.CollectionConverters;

final class PartitionAllocationTest {

  private static final int PARTITIONS = 32;
  private static final ActorSystem SYSTEM =
      ActorSystem.create(
          "allocation",
          ConfigFactory.parseString(
                  """
                  pekko.actor.provider = cluster
                  pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                  pekko.loglevel = WARNING
                  """)
              .withFallback(ConfigFactory.load()));

  private final PartitionAllocation allocation = new PartitionAllocation(PARTITIONS, 4);
  private final ActorRef here = new TestKit(SYSTEM).getRef();
  private final ActorRef elsewhere =
      ((ExtendedActorSystem) SYSTEM)
          .provider()
          .resolveActorRef("pekko://allocation@127.0.0.99:17355/system/sharding/entities");

  @BeforeAll
  static void join() throws InterruptedException {
    Cluster cluster = Cluster.get(SYSTEM);
    cluster.join(cluster.selfAddress());
    while (!cluster.selfMember().status().equals(MemberStatus.up())) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @AfterAll
  static void stop() {
    TestKit.shutdownActorSystem(SYSTEM);
  }

  @Test
  void partitions_of_a_node_that_is_gone_are_not_moved_for_it_could_not_hand_them_over()
      throws Exception {
    allocation.start(SYSTEM);
    assertThat(moved(Map.of(here, shards(0, 20), elsewhere, shards(20, PARTITIONS)))).isEmpty();
  }

  @Test
  void they_come_to_those_that_are_there() throws Exception {
    allocation.start(SYSTEM);
    assertThat(
            Await.result(
                allocation.allocateShard(
                    elsewhere, "20", Map.of(here, shards(0, 20), elsewhere, shards(0, 0))),
                scala.concurrent.duration.Duration.fromNanos(Duration.ofSeconds(5).toNanos())))
        .isEqualTo(here);
  }

  private Set<String> moved(Map<ActorRef, IndexedSeq<String>> current) throws Exception {
    return Await.result(
        allocation.rebalance(current, Set.of()),
        scala.concurrent.duration.Duration.fromNanos(Duration.ofSeconds(5).toNanos()));
  }

  private static IndexedSeq<String> shards(int from, int to) {
    List<String> names = IntStream.range(from, to).mapToObj(Integer::toString).toList();
    return CollectionConverters.asScala(names).toIndexedSeq();
  }
}
