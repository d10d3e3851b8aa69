package io.sillok.node;

import static io.sillok.node.DeclaredStreamsTest.PAGE_VIEWED;
import static io.sillok.node.DeclaredStreamsTest.viewed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Feed;
import io.sillok.node.account.AccountCommand.Deposit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The connected instances of named consumers of a real node share its events. */
@TestInstance(Lifecycle.PER_CLASS)
final class ConsumerInstancesTest {

  private static final int PARTITIONS = 32;
  private static final int EVENTS = 100;

  /** So many offsets are not looked at for a lag. */
  private static final int MORE_THAN_COUNTED = 10_500;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private static Path data;

  private SillokNode node;
  private StreamReader streams;
  private String stream = "";
  private String consumer = "";
  private int tests;

  @BeforeAll
  void start() {
    node = TestNodes.start(data);
    streams = new StreamReader(node);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  /** Each test has a stream of its own, with a consumer from its start. */
  @BeforeEach
  void begin(TestInfo test) throws Exception {
    stream = "/streams/test-%d".formatted(++tests);
    consumer = stream + "/consumers/mailer";
    assertThat(streams.put(stream, PAGE_VIEWED.formatted("")).status())
        .as(test.getDisplayName())
        .isEqualTo(201);
    assertThat(streams.put(consumer, "{\"from\": \"start\"}").status()).isEqualTo(201);
    append(0, EVENTS);
  }

  private void append(int from, int to) throws Exception {
    String body =
        IntStream.range(from, to)
            .mapToObj(number -> viewed("p-" + number, ""))
            .collect(Collectors.joining(",", "[", "]"));
    assertThat(streams.post(stream + "/events", body).status()).isEqualTo(200);
  }

  private ConnectedInstance join(String name) throws Exception {
    return new ConnectedInstance(streams.listen(consumer + "/events?instance=" + name));
  }

  @Test
  void a_single_instance_has_all_partitions_and_gets_what_comes_too() throws Exception {
    try (ConnectedInstance only = join("a")) {
      assertThat(only.nextShare()).hasSize(PARTITIONS);
      Set<String> places = only.take(EVENTS);
      assertThat(places).hasSize(EVENTS);
      append(EVENTS, EVENTS + 5);
      assertThat(only.take(5)).hasSize(5).doesNotContainAnyElementsOf(places);

      JsonNode described = streams.get(consumer);
      assertThat(described.path("instances")).hasSize(1);
      assertThat(described.at("/instances/0/instance").asText()).isEqualTo("a");
      assertThat(described.at("/instances/0/partitions")).hasSize(PARTITIONS);
      assertThat(described.at("/partitions/7/instance").asText()).isEqualTo("a");
    }
    TestNodes.eventually(() -> instances().isEmpty());
  }

  @Test
  void only_what_was_not_committed_is_handed_out_again() throws Exception {
    Set<String> first = new HashSet<>();
    try (ConnectedInstance before = join("a")) {
      first.addAll(before.take(40));
      assertThat(commit(before.position())).isEqualTo(EVENTS - 40);
      before.take(20);
    }
    try (ConnectedInstance after = join("a")) {
      Set<String> rest = after.take(EVENTS - 40);
      assertThat(rest).hasSize(EVENTS - 40).doesNotContainAnyElementsOf(first);
      assertThat(commit(after.position())).isZero();
    }
    try (ConnectedInstance caughtUp = join("a")) {
      caughtUp.nextShare();
      append(EVENTS, EVENTS + 1);
      assertThat(caughtUp.take(1)).hasSize(1).doesNotContainAnyElementsOf(first);
    }
  }

  @Test
  void two_instances_share_the_partitions_and_keep_their_places() throws Exception {
    try (ConnectedInstance a = join("a")) {
      Set<String> early = a.take(EVENTS);
      commit(a.position());
      try (ConnectedInstance b = join("b")) {
        Set<Integer> ofB = b.shareOf(PARTITIONS / 2);
        Set<Integer> ofA = a.shareOf(PARTITIONS / 2);
        assertThat(ofA).doesNotContainAnyElementsOf(ofB);

        append(EVENTS, 2 * EVENTS);
        Map<Integer, Integer> expected = new HashMap<>();
        for (JsonNode line : streams.lines(stream + "/events")) {
          if (!early.contains(ConnectedInstance.place(line))) {
            expected.merge(line.path("partition").asInt(), 1, Integer::sum);
          }
        }
        Set<String> late = new HashSet<>(a.take(count(expected, ofA)));
        late.addAll(b.take(count(expected, ofB)));
        assertThat(late).hasSize(EVENTS).doesNotContainAnyElementsOf(early);
        assertThat(a.share()).isEqualTo(ofA);
        assertThat(ofB).containsAll(b.partitionsSeen());
        assertThat(a.isQuiet() && b.isQuiet()).isTrue();
      }
      assertThat(a.shareOf(PARTITIONS)).hasSize(PARTITIONS);
    }
  }

  @Test
  void what_an_instance_did_not_commit_goes_to_the_other_when_it_leaves() throws Exception {
    try (ConnectedInstance a = join("a")) {
      a.nextShare();
      ConnectedInstance b = join("b");
      Set<Integer> ofB = b.shareOf(PARTITIONS / 2);
      Set<String> seenByB = b.takeAllOf(ofB, streams.lines(stream + "/events"));
      assertThat(seenByB).isNotEmpty();
      b.close();

      assertThat(a.shareOf(PARTITIONS)).containsAll(ofB);
      a.takeUntil(seenByB);
    }
  }

  @Test
  void a_later_instance_of_the_same_name_takes_the_place_of_the_earlier() throws Exception {
    try (ConnectedInstance earlier = join("a")) {
      earlier.nextShare();
      try (ConnectedInstance later = join("a")) {
        assertThat(later.shareOf(PARTITIONS)).hasSize(PARTITIONS);
        assertThat(earlier.feed.endsIn(PATIENCE)).isTrue();
        assertThat(instances()).containsExactly("a");
      }
    }
  }

  @Test
  void a_reset_has_connected_instances_begin_again() throws Exception {
    try (ConnectedInstance a = join("a")) {
      Set<String> first = a.take(EVENTS);
      String stale = a.position();
      commit(stale);
      assertThat(streams.post(consumer + "/reset", "{\"to\": \"start\"}").json().path("again"))
          .hasToString(Integer.toString(EVENTS));

      assertThat(a.take(EVENTS)).isEqualTo(first);
      assertThat(streams.put(consumer + "/position", position(stale)).json().path("code").asText())
          .isEqualTo("consumer-reset");
      assertThat(commit(a.position())).isZero();
    }
  }

  @Test
  void instances_are_let_go_when_their_consumer_is_deleted() throws Exception {
    try (ConnectedInstance a = join("a")) {
      a.nextShare();
      streams.send("DELETE", consumer, "");
      assertThat(a.feed.endsIn(PATIENCE)).isTrue();
    }
    try (Feed refused = streams.listen(consumer + "/events")) {
      assertThat(refused.status()).isEqualTo(404);
    }
  }

  @Test
  void more_instances_than_partitions_wait() throws Exception {
    List<ConnectedInstance> all = new ArrayList<>();
    try {
      for (int number = 0; number <= PARTITIONS; number++) {
        all.add(join("i" + number));
      }
      TestNodes.eventually(() -> instances().size() == PARTITIONS + 1);
      TestNodes.eventually(() -> shares().equals(Set.of(0, 1)));
      int waiting = 0;
      for (JsonNode instance : described().path("instances")) {
        waiting += instance.path("partitions").isEmpty() ? 1 : 0;
      }
      assertThat(waiting).isEqualTo(1);
    } finally {
      for (ConnectedInstance each : all) {
        each.close();
      }
    }
  }

  @Test
  void an_instance_gets_what_the_filter_lets_through() throws Exception {
    consumer = stream + "/consumers/choosy";
    streams.put(consumer, "{\"from\": \"start\", \"filter\": \"key.startsWith('p-1')\"}");
    try (ConnectedInstance a = join("a")) {
      assertThat(a.take(11)).hasSize(11);
      append(110, 111);
      assertThat(a.take(1)).hasSize(1);
      assertThat(a.isQuiet()).isTrue();
      assertThat(commit(a.position())).isZero();
    }
  }

  @Test
  void what_the_filter_leaves_out_is_behind_it_though_nobody_commits() throws Exception {
    consumer = stream + "/consumers/waiting";
    streams.put(consumer, "{\"from\": \"start\", \"filter\": \"key == 'never'\"}");
    append(EVENTS, MORE_THAN_COUNTED);
    assertThat(lag())
        .as("offsets, for they are too many")
        .isGreaterThanOrEqualTo(MORE_THAN_COUNTED);

    try (ConnectedInstance a = join("a")) {
      a.nextShare();
      TestNodes.eventually(() -> isBehindAllBut(-1));
      assertThat(a.isQuiet()).isTrue();
    }
    assertThat(lag()).isZero();
  }

  @Test
  void what_was_handed_out_and_not_committed_stays_before_the_position() throws Exception {
    consumer = stream + "/consumers/picky";
    streams.put(consumer, "{\"from\": \"start\", \"filter\": \"key == 'picked'\"}");
    streams.post(stream + "/events", "[%s]".formatted(viewed("picked", "")));
    append(EVENTS, MORE_THAN_COUNTED);
    String picked;
    try (ConnectedInstance a = join("a")) {
      picked = a.take(1).iterator().next();
      String[] place = picked.split("/", -1);
      long offset = Long.parseLong(place[1]);
      String partition = "/partitions/" + place[0];
      TestNodes.eventually(() -> isBehindAllBut(Integer.parseInt(place[0])));
      long committed = described().at(partition + "/committed").asLong();
      assertThat(committed).isLessThanOrEqualTo(offset);

      commit(a.position());
      TestNodes.eventually(() -> isBehindAllBut(-1));
    }
    assertThat(streams.lines(consumer + "/events")).isEmpty();
  }

  @Test
  void of_an_entity_types_stream_the_other_events_of_its_log_are_behind_it_too() throws Exception {
    consumer = "/streams/account.coin-taken/consumers/auditor";
    streams.put(consumer, "{\"from\": \"start\"}");
    for (int number = 1; number <= 10; number++) {
      TestNodes.execute(node, "other" + number, TestNodes.command(new Deposit(number)));
    }
    try (ConnectedInstance a = join("a")) {
      a.nextShare();
      TestNodes.eventually(() -> isBehindAllBut(-1));
      assertThat(a.isQuiet()).isTrue();
    }
  }

  /** Whether nothing is left of any partition but {@code one}. */
  private boolean isBehindAllBut(int one) {
    boolean behind = true;
    for (JsonNode each : described().path("partitions")) {
      behind &=
          each.path("partition").asInt() == one
              || each.path("committed").asLong() == each.path("head").asLong();
    }
    return behind;
  }

  private long lag() {
    return described().path("lag").asLong();
  }

  @Test
  void a_limit_ends_the_connection() throws Exception {
    try (ConnectedInstance a =
        new ConnectedInstance(streams.listen(consumer + "/events?limit=3"))) {
      assertThat(a.take(3)).hasSize(3);
      assertThat(a.feed.endsIn(PATIENCE)).isTrue();
      assertThat(a.isQuiet()).isTrue();
    }
    TestNodes.eventually(() -> instances().isEmpty());
  }

  private static int count(Map<Integer, Integer> events, Set<Integer> partitions) {
    return partitions.stream().mapToInt(partition -> events.getOrDefault(partition, 0)).sum();
  }

  private Set<String> instances() {
    return new HashSet<>(described().path("instances").findValuesAsText("instance"));
  }

  /** How many partitions an instance may have. */
  private Set<Integer> shares() {
    Set<Integer> sizes = new HashSet<>();
    described().path("instances").forEach(each -> sizes.add(each.path("partitions").size()));
    return sizes;
  }

  private JsonNode described() {
    try {
      return streams.get(consumer);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  /** The lag behind what is committed now. */
  private long commit(String position) throws Exception {
    StreamReader.Answer answer = streams.put(consumer + "/position", position(position));
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    return streams.get(consumer).path("lag").asLong();
  }

  private static String position(String position) {
    return "{\"position\": \"%s\"}".formatted(position);
  }
}
