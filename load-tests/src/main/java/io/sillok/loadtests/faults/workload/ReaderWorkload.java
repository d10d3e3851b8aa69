package io.sillok.loadtests.faults.workload;

import io.sillok.client.event.From;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.failure.SillokException;
import io.sillok.client.stream.Following;
import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.check.LoggedEvent;
import io.sillok.loadtests.faults.check.ReadingCheck;
import io.sillok.loadtests.faults.check.ReadingCheck.Read;
import io.sillok.loadtests.faults.timeline.Timeline.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Readers of server-sent events from the start, which go on behind their last event over each
 * connection that breaks. So each partition is one read for each of them.
 */
public final class ReaderWorkload implements Workload {

  private static final int READERS = 2;
  private static final long LEAST_PER_SECOND = 10;

  private final Site site;
  private final List<Reader> readers = new ArrayList<>();
  private final List<Following> followings = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  public ReaderWorkload(Site site) {
    this.site = site;
  }

  private static final class Reader {
    private final Map<Integer, List<Long>> offsets = new TreeMap<>();
    private long seen;

    private synchronized void take(StreamEvent event) {
      offsets.computeIfAbsent(event.partition(), none -> new ArrayList<>()).add(event.offset());
      seen++;
    }

    private synchronized long seen() {
      return seen;
    }

    private synchronized List<Read> reads() {
      return offsets.entrySet().stream()
          .map(each -> new Read(each.getKey(), 0, each.getValue()))
          .toList();
    }
  }

  @Override
  public void begin() {
    for (int index = 0; index < READERS; index++) {
      Reader reader = new Reader();
      readers.add(reader);
      followings.add(
          site.client().stream(PageViews.STREAM)
              .follow(
                  From.START,
                  event -> {
                    reader.take(event);
                    site.timeline().count(Series.READINGS, 1);
                  }));
    }
  }

  /** So many of {@code events} has the slowest not seen yet; none when all have ended. */
  public long left(long events) {
    if (followings.stream().noneMatch(Following::isRunning)) {
      return 0;
    }
    return readers.stream().mapToLong(reader -> events - reader.seen()).max().orElse(0);
  }

  @Override
  public void finish() {
    for (Following following : followings) {
      try {
        following.close();
      } catch (SillokException failure) {
        failures.add("A reader ended: " + failure);
      }
    }
  }

  /** To be asked for when all is over. */
  public List<Finding> findings(List<LoggedEvent> log) {
    List<Finding> findings = new ArrayList<>();
    for (int index = 0; index < readers.size(); index++) {
      findings.add(
          ReadingCheck.of(
              "reader " + (index + 1),
              readers.get(index).reads(),
              log,
              0,
              site.least(LEAST_PER_SECOND)));
    }
    findings.add(new Finding("no reader is refused for good", readers.size(), READERS, failures));
    return findings;
  }
}
