package io.sillok.node.window.lookup;

import io.sillok.persistence.Partitioner;
import java.util.List;

/** A table that one reader uses, until it closes it. */
public final class OpenTable implements TableView, AutoCloseable {

  private final List<TableFeed> feeds;
  private final Partitioner partitioner;
  private final Runnable leave;
  private boolean closed;

  /**
   * @param feeds by partition
   * @param leave called once, when it is closed
   */
  OpenTable(List<TableFeed> feeds, Partitioner partitioner, Runnable leave) {
    this.feeds = List.copyOf(feeds);
    this.partitioner = partitioner;
    this.leave = leave;
  }

  @Override
  public Answer find(String key, long time) {
    return feeds.get(partitioner.spread(key)).find(key, time);
  }

  /**
   * Has {@code wake} called once {@code until} has come, on any thread and perhaps at once. Answers
   * whether the table's log has nothing more to read now; if it has, {@code wake} is called when it
   * has not, too.
   */
  public boolean await(TableWait until, Runnable wake) {
    return feeds.get(until.partition()).await(this, until.time(), wake);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      feeds.forEach(feed -> feed.forget(this));
      leave.run();
    }
  }
}
