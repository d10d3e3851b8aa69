package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node is killed again and again while events are appended and appended again. */
final class AppendKillNineIT {

  private static final long SEED = 20_260_201;
  private static final int ROUNDS = 6;
  private static final int SENDERS = 4;
  private static final int FEWEST_EVENTS = 300;
  private static final int MOST_EVENTS = 4_000;

  @TempDir private Path data;
  private final Random random = new Random(SEED);
  private final Whereabouts whereabouts = new Whereabouts();
  private final AtomicLong acknowledged = new AtomicLong();
  private final List<EventSender> senders = new ArrayList<>();

  @Test
  void each_event_stands_once_where_it_was_said_to_and_those_of_a_key_in_their_order()
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<EventSender>> running = new ArrayList<>();
      for (int number = 0; number < SENDERS; number++) {
        senders.add(new EventSender("s" + number, SEED + number, whereabouts, acknowledged));
        running.add(threads.submit(senders.getLast()));
      }
      try {
        for (int round = 0; round < ROUNDS; round++) {
          killUnderLoad(running);
        }
        finish(running);
      } finally {
        whereabouts.abandon();
      }
    }
    assertThat(senders.stream().mapToLong(EventSender::retries).sum())
        .as("appends sent again")
        .isGreaterThanOrEqualTo(ROUNDS);
    assertThat(senders.stream().mapToLong(EventSender::repeated).sum())
        .as("events that were taken, and known by the next node")
        .isGreaterThanOrEqualTo(ROUNDS);
    assertThat(acknowledged.get()).as("events").isGreaterThan(ROUNDS * FEWEST_EVENTS);
    StoredLogs stored = StoredLogs.check(data);
    assertThat(stored.eventsOf(EventSender.STREAM)).isEqualTo(acknowledged.get());
    assertThat(stored.highestEpoch(EventSender.STREAM)).isGreaterThan(ROUNDS);
  }

  private void killUnderLoad(List<Future<EventSender>> running)
      throws IOException, InterruptedException {
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      whereabouts.awaitWaiting(SENDERS);
      assertThat(
              node.send(
                      "PUT",
                      "/v1/streams/" + EventSender.STREAM,
                      "application/json",
                      EventSender.DECLARATION)
                  .status())
          .isIn(200, 201);
      long enough = acknowledged.get() + random.nextInt(FEWEST_EVENTS, MOST_EVENTS);
      whereabouts.is(node);
      while (acknowledged.get() < enough) {
        assertThat(running).as("senders that failed").noneMatch(Future::isDone);
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(1000)));
      }
      node.kill();
    }
  }

  /** Every sender gets its last answer, then the log must be exactly as answered. */
  private void finish(List<Future<EventSender>> running) throws Exception {
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      whereabouts.isForTheLastTime(node);
      for (Future<EventSender> sender : running) {
        sender.get();
      }
      Map<String, Map<Long, String>> standing = new HashMap<>();
      Map<String, Long> last = new HashMap<>();
      for (JsonNode event : all(node)) {
        String source = event.path("source").asText();
        long number = event.at("/data/number").asLong();
        String place = event.path("partition").asText() + "/" + event.path("offset").asText();
        assertThat(standing.computeIfAbsent(source, any -> new HashMap<>()).put(number, place))
            .as("event %d of %s stands twice", number, source)
            .isNull();
        assertThat(last.getOrDefault(event.path("key").asText(), -1L)).isLessThan(number);
        last.put(event.path("key").asText(), number);
      }
      for (EventSender sender : senders) {
        assertThat(standing.get(sender.source())).isEqualTo(sender.places());
      }
      node.kill();
    }
  }

  private static List<JsonNode> all(NodeProcess node) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    String from = "start";
    while (true) {
      Answer page =
          node.get("/v1/streams/%s/events?limit=1000&from=%s".formatted(EventSender.STREAM, from));
      assertThat(page.status()).isEqualTo(200);
      events.addAll(page.events());
      if (page.events().size() < 1000) {
        return events;
      }
      from = page.body().path("next").asText();
    }
  }
}
