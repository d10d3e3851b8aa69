package io.sillok.node.cli.append;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * What a run came to.
 *
 * @param lines that are done, those of earlier runs among them
 * @param before lines that were done before this run
 * @param appended events
 * @param duplicates events that stood already
 * @param refused lines that were skipped
 * @param stopped whether it was stopped before the end
 */
public record Summary(
    String stream,
    long lines,
    long before,
    long appended,
    long duplicates,
    long refused,
    Duration time,
    boolean stopped) {

  private static final double MILLIS = 1000;

  public ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("stream", stream)
        .put("lines", lines)
        .put("before", before)
        .put("appended", appended)
        .put("duplicates", duplicates)
        .put("refused", refused)
        .put("seconds", seconds())
        .put("complete", !stopped);
  }

  /** Events that stand now by this run. */
  public long events() {
    return appended + duplicates;
  }

  /** Of them, so many a second. */
  public double rate() {
    return events() / Math.max(seconds(), 1 / MILLIS);
  }

  /** For people. */
  public String text() {
    return "Appended %,d events to %s in %.1f s, %,.0f a second; %,d stood already, %,d were refused; %,d lines are done"
        .formatted(appended, stream, seconds(), rate(), duplicates, refused, lines);
  }

  private double seconds() {
    return time.toMillis() / MILLIS;
  }
}
