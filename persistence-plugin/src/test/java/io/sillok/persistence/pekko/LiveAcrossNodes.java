package io.sillok.persistence.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.LogId;
import io.sillok.persistence.pekko.heads.HeadMessage;
import io.sillok.persistence.pekko.query.LogOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.DeadLetter;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Readers on one node see what another writes, though nobody looks: on any store that is shared.
 */
abstract class LiveAcrossNodes {

  private static final Logger LOGGER = LoggerFactory.getLogger(LiveAcrossNodes.class);

  private static final String SETTINGS =
      """
      pekko.actor.provider = cluster
      pekko.remote.artery {
        transport = tcp
        canonical { hostname = "127.0.0.1", port = 0 }
      }
      pekko.cluster {
        jmx.multi-mbeans-in-same-jvm = on
        gossip-interval = 200ms
        leader-actions-interval = 200ms
        periodic-tasks-initial-delay = 100ms
      }
      pekko.coordinated-shutdown { exit-jvm = off, run-by-jvm-shutdown-hook = off }
      sillok.persistence.query.poll-interval = 1h
      """;

  private static final String ID = "cart|c-1";

  private final List<Node> nodes = new ArrayList<>();

  /** A node on a store that all nodes of a test share, empty at first. */
  protected abstract Node start(String settings);

  @AfterEach
  void stop() {
    nodes.reversed().forEach(Node::close);
  }

  @Test
  void readers_elsewhere_see_each_event_at_once_and_in_order() throws Exception {
    Node writer = member();
    Node reader = member();
    LogId log = log(writer, ID);
    Latency here = new Latency(writer, log);
    Latency there = new Latency(writer, log);
    SinkQueueWithCancel<EventEnvelope> local = partition(writer, log, 0);
    SinkQueueWithCancel<EventEnvelope> partition = partition(reader, log, 0);
    SinkQueueWithCancel<EventEnvelope> entity =
        Live.run(reader, reader.query().eventsByPersistenceId(ID, 1, Long.MAX_VALUE));
    SinkQueueWithCancel<String> ids = Live.run(reader, reader.query().persistenceIds());
    Thread watching = Thread.ofVirtual().start(() -> here.watch(local, 1000));
    Thread writing = Thread.ofVirtual().start(() -> Live.write(writer, ID, 1000));
    there.watch(partition, 1000);
    assertThat(Live.next(entity, 1000))
        .extracting(EventEnvelope::sequenceNr)
        .isEqualTo(LongStream.rangeClosed(1, 1000).boxed().toList());
    assertThat(Live.next(ids)).isEqualTo(ID);
    writing.join();
    watching.join();
    for (int number = 0; number < 20; number++) {
      Live.write(writer, "ship|s-" + number, 1);
      assertThat(Live.next(ids)).isEqualTo("ship|s-" + number);
    }
    here.log("on the node that writes");
    there.log("on another node");
  }

  /** Also when the writer does not know of it yet when the event becomes durable. */
  @Test
  void a_reader_that_starts_again_goes_on_where_it_ended() throws Exception {
    Node writer = member();
    Node reader = member();
    LogId log = log(writer, ID);
    long offset = 0;
    for (int round = 1; round <= 30; round++) {
      SinkQueueWithCancel<EventEnvelope> partition = partition(reader, log, offset);
      Thread.sleep(round % 10);
      Live.write(writer, ID, 1);
      EventEnvelope seen = Live.next(partition);
      assertThat(seen.sequenceNr()).isEqualTo(round);
      offset = ((LogOffset) seen.offset()).offset() + 1;
      partition.cancel();
      Thread.sleep(20); // until the writer knows that nobody reads
    }
  }

  @Test
  void members_that_leave_and_join_change_nothing_for_a_reader() {
    Node first = member();
    Node reader = member();
    SinkQueueWithCancel<EventEnvelope> entity =
        Live.run(reader, reader.query().eventsByPersistenceId(ID, 1, Long.MAX_VALUE));
    SinkQueueWithCancel<String> ids = Live.run(reader, reader.query().persistenceIds());
    Live.write(first, ID, 10);
    assertThat(Live.next(entity, 10)).hasSize(10);
    assertThat(Live.next(ids)).isEqualTo(ID);
    leave(first);
    Node second = member();
    SinkQueueWithCancel<EventEnvelope> elsewhere = partition(second, log(second, ID), 0);
    assertThat(Live.next(elsewhere, 10)).hasSize(10);
    Live.write(second, ID, 10);
    Live.write(second, "ship|s-1", 1);
    assertThat(Live.next(entity, 10).getLast().sequenceNr()).isEqualTo(20);
    assertThat(Live.next(ids)).isEqualTo("ship|s-1");
    assertThat(Live.next(elsewhere, 10)).hasSize(10);
    Node third = member();
    SinkQueueWithCancel<EventEnvelope> late = partition(third, log(third, ID), 0);
    Live.write(second, ID, 10);
    assertThat(Live.next(late, 30)).hasSize(30);
    assertThat(Live.next(entity, 10).getLast().sequenceNr()).isEqualTo(30);
  }

  @Test
  void a_member_that_does_not_take_part_gets_nothing_until_it_does() throws Exception {
    Node writer = member();
    Node bystander = join(start(SETTINGS));
    ConcurrentLinkedQueue<Object> undelivered = new ConcurrentLinkedQueue<>();
    collectDeadLetters(bystander, undelivered);
    Node reader = member();
    SinkQueueWithCancel<EventEnvelope> partition = partition(reader, log(writer, ID), 0);
    Live.write(writer, ID, 50);
    assertThat(Live.next(partition, 50)).hasSize(50);
    Thread.sleep(1500); // whoever tries again has done so
    assertThat(undelivered).isEmpty();
    SinkQueueWithCancel<EventEnvelope> late = partition(bystander, log(writer, ID), 0);
    assertThat(Live.next(late, 50)).hasSize(50);
    Live.write(writer, ID, 50);
    assertThat(Live.next(late, 50)).hasSize(50);
    assertThat(undelivered).isEmpty();
  }

  private static void collectDeadLetters(Node node, ConcurrentLinkedQueue<Object> into) {
    ActorRef<DeadLetter> collector =
        node.kit.spawn(
            Behaviors.receiveMessage(letter -> {
              if (letter.message() instanceof HeadMessage message) {
                into.add(message);
              }
              return Behaviors.same();
            }));
    node.classic().eventStream().subscribe(Adapter.toClassic(collector), DeadLetter.class);
  }

  /** A node that has joined the others, and uses the plugin. */
  private Node member() {
    Node node = join(start(SETTINGS));
    node.persistence();
    return node;
  }

  private Node join(Node node) {
    Cluster cluster = Cluster.get(node.classic());
    cluster.join(nodes.isEmpty() ? cluster.selfAddress() : address(nodes.getFirst()));
    nodes.add(node);
    nodes.forEach(member -> awaitMembers(member, nodes.size()));
    return node;
  }

  private void leave(Node node) {
    nodes.remove(node);
    node.close();
    nodes.forEach(member -> awaitMembers(member, nodes.size()));
  }

  private static Address address(Node node) {
    return Cluster.get(node.classic()).selfAddress();
  }

  private static void awaitMembers(Node node, int count) {
    node.kit
        .<Void>createTestProbe()
        .awaitAssert(
            Node.PATIENCE,
            () -> {
              List<MemberStatus> all = new ArrayList<>();
              Cluster.get(node.classic()).state().getMembers().forEach(m -> all.add(m.status()));
              assertThat(all).hasSize(count).containsOnly(MemberStatus.up());
              return null;
            });
  }

  private static LogId log(Node node, String persistenceId) {
    return node.persistence().writers().partitioner().log(persistenceId);
  }

  private static SinkQueueWithCancel<EventEnvelope> partition(Node node, LogId log, long offset) {
    return Live.run(node, node.query().eventsByPartition(log.name(), log.partition(), offset));
  }

  /** From when a block is durable to when a reader has its event. */
  private static final class Latency {
    private final ConcurrentLinkedQueue<Long> durable = new ConcurrentLinkedQueue<>();
    private final List<Long> taken = new ArrayList<>();

    Latency(Node writer, LogId log) {
      writer
          .persistence()
          .writers()
          .subscribe(log, block -> block.events().forEach(event -> durable.add(System.nanoTime())));
    }

    void watch(SinkQueueWithCancel<EventEnvelope> reader, int events) {
      for (int number = 1; number <= events; number++) {
        EventEnvelope seen = Live.next(reader);
        long now = System.nanoTime();
        assertThat(seen.sequenceNr()).isEqualTo(number);
        Long since = durable.poll();
        taken.add(since == null ? 0 : now - since);
      }
    }

    void log(String where) {
      List<Long> sorted = taken.stream().sorted().toList();
      LOGGER.info(
          "durable to seen {}: p50 {} us, p99 {} us, {} events",
          where,
          sorted.get(sorted.size() / 2) / 1000,
          sorted.get(sorted.size() * 99 / 100) / 1000,
          sorted.size());
    }
  }
}
