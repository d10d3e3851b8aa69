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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Workers of a queue, who do most items, fail now and then, and give some up. */
public final class QueueWorkload implements Workload {

  private static final int GROUPS = 2;
  private static final int WORKERS = 16;
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final int MOST_ATTEMPTS = 1_000;
  private static final int FAILS_EACH = 53;
  private static final long LEAST = 1_000;

  private final EventQueue queue;
  private final List<Workers> groups = new ArrayList<>();
  private final Set<Place> done = ConcurrentHashMap.newKeySet();
  private final Set<Place> failedOnce = ConcurrentHashMap.newKeySet();
  private final List<String> failures = new ArrayList<>();

  public QueueWorkload(Site site) {
    queue = site.client().stream(PageViews.STREAM).queue("work");
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
  }

  private void work(QueueItem item) throws DeadLetterException {
    long number = item.event().data().json().path("number").asLong();
    Place place = new Place(item.event().partition(), item.event().offset());
    if (PageViews.isHopeless(number)) {
      throw new DeadLetterException("Nobody can do it");
    }
    if (number % FAILS_EACH == 0 && failedOnce.add(place)) {
      throw new IllegalStateException("Not this time");
    }
    done.add(place);
  }

  /** So many items are not settled yet; none when all workers have ended. */
  public long left() {
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
  public void finish() {
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
    Set<Place> dead =
        queue
            .deadLetters()
            .map(letter -> new Place(letter.partition(), letter.offset()))
            .collect(Collectors.toSet());
    return List.of(
        QueueCheck.of(
            log,
            done,
            dead,
            event -> PageViews.isHopeless(event.number()),
            queue.describe().lag(),
            LEAST),
        new Finding("no worker is refused for good", GROUPS, GROUPS, failures));
  }
}
