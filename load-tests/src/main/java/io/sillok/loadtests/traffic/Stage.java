package io.sillok.loadtests.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.entity.EntityEvent;
import io.sillok.client.event.From;
import io.sillok.client.event.StreamEvent;
import io.sillok.loadtests.faults.call.Calls;
import io.sillok.loadtests.faults.call.Calls.Request;
import io.sillok.loadtests.faults.call.Reply;
import io.sillok.loadtests.faults.check.LoggedEvent;
import io.sillok.loadtests.faults.check.Place;
import io.sillok.loadtests.faults.timeline.Timeline;
import io.sillok.loadtests.faults.workload.Site;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run makes on the nodes before users come, and reads there when they have gone. */
final class Stage implements AutoCloseable {

  private static final String DECLARATION =
      """
      {"kind": "keyed", "key": "page", "eventTime": "viewedAt",
       "schema": {"type": "record", "name": "PageViewed", "fields": [
         {"name": "page", "type": "string"}, {"name": "number", "type": "long"},
         {"name": "viewedAt", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}}
      """;

  private static final Duration DRAINED_WITHIN = Duration.ofMinutes(3);

  /** Longer than a queue's lease is by default, and the delay before the second attempt. */
  private static final Duration QUIET = Duration.ofSeconds(35);

  private final Site site;
  private final Calls calls;
  private final String run;
  private final String stream;

  Stage(List<URI> nodes, String run) {
    site = new Site(nodes, new Timeline());
    calls = site.calls();
    stream = "/v1/streams/" + run;
    this.run = run;
  }

  /** Makes the stream and its queue. */
  void prepare() throws InterruptedException {
    put(stream, DECLARATION);
    put(stream + "/queues/work", "{\"from\": \"start\"}");
  }

  private void put(String path, String body) throws InterruptedException {
    require(calls.untilAnswered(Request.json("PUT", path, body)), path);
  }

  private static Reply require(Reply reply, String path) {
    if (!reply.isGood()) {
      throw new IllegalStateException(
          "%s was answered %d %s".formatted(path, reply.status(), reply.body()));
    }
    return reply;
  }

  /** The sequence numbers of the events of each cart. */
  Map<String, List<Long>> events(Set<String> carts) {
    return carts.parallelStream()
        .collect(
            Collectors.toMap(
                cart -> cart,
                cart -> {
                  try (Stream<EntityEvent> events = site.client().entity("cart", cart).events()) {
                    return events.map(EntityEvent::sequenceNumber).toList();
                  }
                },
                (one, other) -> one,
                TreeMap::new));
  }

  /** All that stands in the stream. */
  List<LoggedEvent> log() {
    try (Stream<StreamEvent> events = site.client().stream(run).read(From.START)) {
      return events.map(Stage::logged).toList();
    }
  }

  private static LoggedEvent logged(StreamEvent event) {
    return new LoggedEvent(
        event.partition(),
        event.offset(),
        event.source().orElse("") + "/" + event.id().orElse(""),
        event.key().orElse(""),
        event.time().toEpochMilli(),
        event.data().json().path("number").asLong());
  }

  /**
   * Does what users have left in the queue, and asks until nothing has come for longer than a lease
   * lasts: what somebody took and went with comes again then, and what was done must not.
   *
   * @param after all that users were told is before that
   */
  void drain(Deliveries deliveries, long after) throws InterruptedException {
    long now = after;
    long last = System.nanoTime();
    long giveUp = last + DRAINED_WITHIN.toNanos();
    while ((left() > 0 || System.nanoTime() - last < QUIET.toNanos())
        && System.nanoTime() < giveUp) {
      now++;
      JsonNode items = ask("/receive", "{\"max\": 1000, \"wait\": \"PT1S\"}").path("items");
      for (JsonNode item : items) {
        deliveries.received(place(item), now);
      }
      if (!items.isEmpty()) {
        now++;
        ack(items, deliveries, now);
        last = System.nanoTime();
      }
    }
  }

  private void ack(JsonNode items, Deliveries deliveries, long now) throws InterruptedException {
    List<String> receipts = new ArrayList<>();
    for (JsonNode item : items) {
      receipts.add("\"%s\"".formatted(item.path("receipt").asText()));
      deliveries.ackAsked(place(item));
    }
    JsonNode results =
        ask("/ack", "{\"receipts\": [%s]}".formatted(String.join(", ", receipts))).path("results");
    for (int index = 0; index < items.size(); index++) {
      if (results.path(index).path("status").asText().equals("acked")) {
        deliveries.acked(place(items.path(index)), now);
      }
    }
  }

  private static Place place(JsonNode item) {
    return new Place(item.at("/event/partition").asInt(), item.at("/event/offset").asLong());
  }

  /** So many events of the queue are not settled. */
  long left() throws InterruptedException {
    String path = stream + "/queues/work";
    return require(calls.untilAnswered(Request.get(path)), path).body().path("lag").asLong();
  }

  private JsonNode ask(String verb, String body) throws InterruptedException {
    String path = stream + "/queues/work" + verb;
    return require(calls.untilAnswered(Request.json("POST", path, body)), path).body();
  }

  @Override
  public void close() {
    site.close();
  }
}
