package io.sillok.node.window.lookup;

import io.sillok.persistence.LogId;
import io.sillok.persistence.reader.HeadWatch;
import io.sillok.persistence.reader.LogFollower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** The tables that are looked up on a node: each is read once for all who want it. Thread-safe. */
public final class TableFeeds {

  private final HeadWatch heads;
  private final Duration pollInterval;
  private final int pageBytes;
  private final Executor executor;
  private final Map<Place, Shared> feeds = new HashMap<>();

  /**
   * @param pollInterval how often a log is looked at for what nobody told of
   * @param pageBytes of a log that are read at once
   * @param executor runs what is made of them
   */
  public TableFeeds(HeadWatch heads, Duration pollInterval, int pageBytes, Executor executor) {
    this.heads = heads;
    this.pollInterval = pollInterval;
    this.pageBytes = pageBytes;
    this.executor = executor;
  }

  private record Place(TableSource source, int partition) {}

  private static final class Shared {
    private final TableFeed feed;
    private int users;

    private Shared(TableFeed feed) {
      this.feed = feed;
    }
  }

  /** Others that read as these do, and share nothing with them. */
  public TableFeeds apart() {
    return new TableFeeds(heads, pollInterval, pageBytes, executor);
  }

  /** The table of {@code source}, to be closed when it is not wanted any more. */
  public OpenTable open(TableSource source) {
    List<TableFeed> opened = new ArrayList<>();
    for (int partition = 0; partition < heads.writers().partitioner().partitions(); partition++) {
      opened.add(use(new Place(source, partition)));
    }
    return new OpenTable(opened, heads.writers().partitioner(), () -> leave(source));
  }

  private synchronized TableFeed use(Place place) {
    Shared shared = feeds.computeIfAbsent(place, none -> begin(place));
    shared.users++;
    return shared.feed;
  }

  private Shared begin(Place place) {
    LogId log = new LogId(place.source().log(), place.partition());
    TableFeed feed =
        new TableFeed(
            place.source(),
            log,
            new LogFollower(heads, pollInterval, log, pageBytes, any -> true),
            executor);
    feed.start();
    return new Shared(feed);
  }

  private synchronized void leave(TableSource source) {
    for (int partition = 0; partition < heads.writers().partitioner().partitions(); partition++) {
      feeds.computeIfPresent(
          new Place(source, partition),
          (place, shared) -> {
            shared.users--;
            if (shared.users > 0) {
              return shared;
            }
            shared.feed.close();
            return null;
          });
    }
  }

  /** How many partitions of tables are read. */
  public synchronized int size() {
    return feeds.size();
  }
}
