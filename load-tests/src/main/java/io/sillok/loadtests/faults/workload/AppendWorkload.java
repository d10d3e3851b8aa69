package io.sillok.loadtests.faults.workload;

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
import java.util.stream.Stream;

/** Senders append batches of events with ids, each again until all of it stands, at any node. */
public final class AppendWorkload implements Workload {

  private static final int SENDERS = 3;
  private static final int LARGEST_BATCH = 20;
  private static final long PAUSE_MILLIS = 250;
  private static final long LEAST = 1_000;
  private static final int ALL_STAND = 200;
  private static final int SOME_STAND = 207;

  private final Site site;
  private final Clients senders = new Clients();
  private final Pace pace = new Pace(PageViews.MOST_APART);
  private final Map<String, Place> acknowledged = new ConcurrentHashMap<>();

  public AppendWorkload(Site site) {
    this.site = site;
  }

  @Override
  public void begin() throws InterruptedException {
    Reply declared =
        site.calls()
            .until(
                Request.json("PUT", "/v1/streams/" + PageViews.STREAM, PageViews.DECLARATION),
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
    Reply reply =
        calls.until(
            new Request(
                "POST",
                "/v1/streams/%s/events".formatted(PageViews.STREAM),
                PageViews.BATCH_TYPE,
                PageViews.batch(first, many),
                Map.of()),
            answer -> !answer.isTemporary() && answer.status() != SOME_STAND);
    if (reply.status() != ALL_STAND || reply.body().path("results").size() != many) {
      throw new IllegalStateException("An append was answered " + reply);
    }
    for (int index = 0; index < many; index++) {
      var result = reply.body().path("results").path(index);
      acknowledged.put(
          PageViews.id(first + index),
          new Place(result.path("partition").asInt(), result.path("offset").asLong()));
    }
    pace.settle(first);
    site.timeline().count(Series.APPENDS, many);
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
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
    try (Stream<StreamEvent> events = site.client().stream(PageViews.STREAM).read(From.START)) {
      return events.map(PageViews::logged).toList();
    }
  }

  /** To be asked for when all is over. */
  public List<Finding> findings(List<LoggedEvent> log) {
    return List.of(
        AppendCheck.of(acknowledged, log, LEAST),
        new Finding(
            "no append fails for good: each stands in the end",
            acknowledged.size(),
            LEAST,
            senders.failures()));
  }
}
