package io.sillok.loadtests.faults.workload;

import io.sillok.client.event.From;
import io.sillok.client.failure.SillokException;
import io.sillok.client.queue.DeadLetterException;
import io.sillok.client.queue.EventQueue;
import io.sillok.client.queue.QueueItem;
import io.sillok.client.queue.QueueSettings;
import io.sillok.client.queue.WorkerOptions;
import io.sillok.client.queue.Workers;
import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.check.LoggedEvent;
import io.sillok.loadtests.faults.check.Place;
import io.sillok.loadtests.faults.check.QueueCheck;
import io.sillok.loadtests.faults.check.QueueCheck.Dead;
import io.sillok.loadtests.faults.timeline.Timeline.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Workers of a queue, who do most items, fail now and then, and give some up; beside them some that
 * forget an item now and then, and some that stay connected.
 */
public final class QueueWorkload implements Workload {

  static final String NAME = "work";

  private static final int GROUPS = 2;
  private static final int WORKERS = 16;
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final int MOST_ATTEMPTS = 1_000;
  private static final int FAILS_EACH = 53;
  private static final long LEAST_PER_SECOND = 10;
  private static final long LEAST_ACKED = 50;
  private static final long LEAST_ACKED_PER_SECOND = 1;
  private static final long LEAST_FORGOTTEN = 5;
  private static final int FORGETFUL = 2;
  private static final int CONNECTED = 2;

  /** With fewer faults, that of a node may be none of those that a worker is connected to. */
  private static final int FAULTS_THAT_REACH_ALL = 4;

  private final Site site;
  private final EventQueue queue;
  private final Clients forgetful = new Clients();
  private final Clients connections = new Clients();
  private final List<ConnectedWorker> connected = new ArrayList<>();
  private final WorkerLedger ledger = new WorkerLedger();
  private final List<Workers> groups = new ArrayList<>();
  private final Set<Place> done = ConcurrentHashMap.newKeySet();
  private final Set<Place> failedOnce = ConcurrentHashMap.newKeySet();
  private final List<String> failures = new ArrayList<>();

  public QueueWorkload(Site site) {
    this.site = site;
    queue = site.client().stream(PageViews.STREAM).queue(NAME);
  }

  @Override
  public void begin() {
    queue.create(
        QueueSettings.STANDARD
            .from(From.START)
            .lease(LEASE)
            .maxAttempts(MOST_ATTEMPTS)
            .retryDelay(Duration.ofMillis(100)));
    for (int group = 0; group < GROUPS; group++) {
      groups.add(
          queue.workers(
              WORKERS, this::work, new WorkerOptions(Duration.ofSeconds(2), Optional.of(LEASE))));
    }
    for (int index = 0; index < FORGETFUL; index++) {
      ForgetfulWorker worker = new ForgetfulWorker(site.calls(), index, ledger, this::isDone);
      forgetful.start("forgetful worker " + index, worker::turn);
    }
    for (int index = 0; index < CONNECTED; index++) {
      ConnectedWorker worker =
          new ConnectedWorker(site.calls(), site.timeline(), ledger, this::isDone);
      connected.add(worker);
      connections.start("connected worker " + index, worker::turn);
    }
  }

  private void isDone(Place place) {
    done.add(place);
    site.timeline().count(Series.DONE, 1);
  }

  private void work(QueueItem item) throws DeadLetterException {
    long number = item.event().data().json().path("number").asLong();
    Place place = new Place(item.event().partition(), item.event().offset());
    if (PageViews.isHopeless(number)) {
      throw new DeadLetterException(PageViews.HOPELESS_REASON);
    }
    if (number % FAILS_EACH == 0 && failedOnce.add(place)) {
      throw new IllegalStateException("Not this time");
    }
    isDone(place);
  }

  /** So many items are not settled yet; none when all workers have ended. */
  public long left() {
    ledger.forgetNoMore();
    if (groups.stream().noneMatch(Workers::isRunning)) {
      return 0;
    }
    try {
      return queue.describe().lag();
    } catch (SillokException notNow) {
      return Long.MAX_VALUE;
    }
  }

  @Override
  public void finish() throws InterruptedException {
    forgetful.finish();
    connected.forEach(ConnectedWorker::close);
    connections.finish();
    for (Workers workers : groups) {
      try {
        workers.close();
      } catch (SillokException failure) {
        failures.add("Workers ended: " + failure);
      }
    }
  }

  /** To be asked for when all is over. */
  public List<Finding> findings(List<LoggedEvent> log) {
    List<Dead> dead =
        queue
            .deadLetters()
            .map(letter ->
                new Dead(
                    new Place(letter.partition(), letter.offset()),
                    letter.attempts(),
                    letter.reason()))
            .toList();
    return List.of(
        QueueCheck.of(
            log,
            done,
            dead,
            event -> PageViews.isHopeless(event.number()),
            PageViews.HOPELESS_REASON,
            queue.describe().lag(),
            site.least(LEAST_PER_SECOND)),
        ledger.notGivenAgain(Math.max(LEAST_ACKED, site.least(LEAST_ACKED_PER_SECOND))),
        new Finding(
            "workers forgot items, which came again when their leases had run out",
            ledger.forgotten(),
            LEAST_FORGOTTEN,
            forgetful.failures()),
        new Finding(
            "workers that stay connected went on at the next node when they lost theirs",
            connected.stream().mapToLong(ConnectedWorker::connections).sum(),
            leastConnections(),
            connections.failures()),
        new Finding("no worker is refused for good", GROUPS, GROUPS, failures));
  }

  private long leastConnections() {
    boolean allLost = site.timeline().spans().size() >= FAULTS_THAT_REACH_ALL;
    return allLost ? 2L * CONNECTED : CONNECTED;
  }
}
