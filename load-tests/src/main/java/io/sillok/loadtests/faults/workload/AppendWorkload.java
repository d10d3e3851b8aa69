package io.sillok.loadtests.faults.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.event.From;
import io.sillok.client.event.StreamEvent;
import io.sillok.loadtests.faults.call.Calls;
import io.sillok.loadtests.faults.call.Calls.Request;
import io.sillok.loadtests.faults.call.Reply;
import io.sillok.loadtests.faults.check.AppendCheck;
import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.check.LoggedEvent;
import io.sillok.loadtests.faults.check.Place;
import io.sillok.loadtests.faults.timeline.Timeline.Series;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Senders append batches of events with ids, each again until all of it stands, at any node. */
public final class AppendWorkload implements Workload {

  /** What it appends to. */
  public static final String STREAM = PageViews.STREAM;

  private static final int SENDERS = 3;
  private static final int LARGEST_BATCH = 20;
  private static final long PAUSE_MILLIS = 250;
  private static final long LEAST_PER_SECOND = 10;

  /** Each so many-th batch is sent again though it was answered. */
  private static final int REPEATED_EACH = 10;

  private static final int ALL_STAND = 200;
  private static final int SOME_STAND = 207;

  private final Site site;
  private final Clients senders = new Clients();
  private final Pace pace = new Pace(PageViews.MOST_APART);
  private final Map<String, Place> acknowledged = new ConcurrentHashMap<>();
  private final AtomicLong batches = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();

  public AppendWorkload(Site site) {
    this.site = site;
  }

  @Override
  public void begin() throws InterruptedException {
    Reply declared =
        site.calls()
            .until(
                Request.json("PUT", "/v1/streams/" + STREAM, PageViews.DECLARATION),
                reply -> !reply.isTemporary());
    if (!declared.isGood()) {
      throw new IllegalStateException("The stream could not be declared: " + declared);
    }
    for (int index = 0; index < SENDERS; index++) {
      Calls calls = site.calls();
      Random random = new Random(index);
      senders.start("sender " + index, () -> turn(calls, 1 + random.nextInt(LARGEST_BATCH)));
    }
  }

  private void turn(Calls calls, int many) throws InterruptedException {
    long first = pace.take(many);
    try {
      append(calls, first, many);
    } finally { // the others do not wait for one that is given up
      pace.settle(first);
    }
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
  }

  private void append(Calls calls, long first, int many) throws InterruptedException {
    JsonNode results = stand(calls, first, many);
    for (int index = 0; index < many; index++) {
      acknowledged.put(PageViews.id(first + index), place(results.path(index)));
    }
    site.timeline().count(Series.APPENDS, many);
    if (batches.incrementAndGet() % REPEATED_EACH == 0) {
      calls.goOn();
      JsonNode again = stand(calls, first, many);
      for (int index = 0; index < many; index++) {
        JsonNode result = again.path(index);
        if (!result.path("status").asText().equals("duplicate")
            || !place(result).equals(place(results.path(index)))) {
          throw new IllegalStateException(
              "An append that stood was sent again and answered %s, after %s"
                  .formatted(result, results.path(index)));
        }
      }
      repeated.addAndGet(many);
    }
  }

  /** Sends it until all of it stand. */
  private static JsonNode stand(Calls calls, long first, int many) throws InterruptedException {
    Reply reply =
        calls.until(
            new Request(
                "POST",
                "/v1/streams/%s/events".formatted(STREAM),
                PageViews.BATCH_TYPE,
                PageViews.batch(first, many),
                Map.of()),
            answer -> !answer.isTemporary() && answer.status() != SOME_STAND);
    JsonNode results = reply.body().path("results");
    if (reply.status() != ALL_STAND || results.size() != many) {
      throw new IllegalStateException("An append was answered " + reply);
    }
    return results;
  }

  private static Place place(JsonNode result) {
    return new Place(result.path("partition").asInt(), result.path("offset").asLong());
  }

  @Override
  public void finish() throws InterruptedException {
    senders.finish();
  }

  /** So many events were acknowledged by now. */
  public long acknowledged() {
    return acknowledged.size();
  }

  /** All that stands in the stream now. */
  public List<LoggedEvent> log() {
    try (Stream<StreamEvent> events = site.client().stream(STREAM).read(From.START)) {
      return events.map(PageViews::logged).toList();
    }
  }

  /** To be asked for when all is over. */
  public List<Finding> findings(List<LoggedEvent> log) {
    long least = site.least(LEAST_PER_SECOND);
    return List.of(
        AppendCheck.of(acknowledged, log, least),
        new Finding(
            "no append fails for good: each stands in the end",
            acknowledged.size(),
            least,
            senders.failures()),
        new Finding(
            "an event that is sent again though it stands, to another node, is told as the duplicate that it is",
            repeated.get(),
            least / (4 * REPEATED_EACH),
            senders.failures()));
  }
}
