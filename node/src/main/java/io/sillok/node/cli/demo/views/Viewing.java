package io.sillok.node.cli.demo.views;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.NodeClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tells a node what visitors look at, at a steady rate and in small batches, until it is closed.
 */
public final class Viewing implements AutoCloseable {

  static final String EVENTS = "/v1/streams/product-viewed/events";

  /** So much is told at the beginning, so that windows have ended. */
  static final Duration PAST = Duration.ofMinutes(10);

  static final int VIEWS_PER_SECOND = 20;
  private static final int MOST_PER_SECOND = 40;
  private static final int BATCH = 500;
  private static final int TICKS_PER_SECOND = 4;

  private final NodeClient node;
  private final Visitors visitors = new Visitors(new Random());
  private final ViewTally tally = new ViewTally();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("demo-views").daemon().factory());
  private double due;

  public Viewing(NodeClient node) {
    this.node = node;
  }

  /**
   * Tells the views of the last minutes, unless an earlier demo has told some of them, and returns.
   *
   * @throws CommandFailure if the node refuses or cannot be reached
   */
  public void open() {
    Instant now = Instant.now();
    String recent = EVENTS + "?limit=1&from=" + NodeClient.segment(now.minus(PAST).toString());
    if (!node.get(recent).path("events").isEmpty()) {
      return;
    }
    List<View> views = new ArrayList<>();
    Duration step = Duration.ofSeconds(1).dividedBy(VIEWS_PER_SECOND);
    for (Instant at = now.minus(PAST); at.isBefore(now); at = at.plus(step)) {
      views.add(visitors.next(at));
    }
    for (int from = 0; from < views.size(); from += BATCH) {
      List<View> batch = views.subList(from, Math.min(from + BATCH, views.size()));
      node.post(EVENTS, json(batch), Map.of());
      tally.told(batch.size());
    }
  }

  /**
   * Starts telling of views and returns.
   *
   * @param perSecond views, from 1; of more than 40 only those
   */
  public void start(int perSecond) {
    double each = (double) Math.min(perSecond, MOST_PER_SECOND) / TICKS_PER_SECOND;
    ScheduledFuture<?> unused = // close() ends it
        clock.scheduleAtFixedRate(
            () -> tick(each),
            0,
            TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND,
            TimeUnit.NANOSECONDS);
  }

  /** What was told so far in one line. */
  public String line() {
    return tally.line();
  }

  /** Views that were told. */
  public long views() {
    return tally.views();
  }

  /** What went wrong, though there was no reason to expect it. */
  public long failures() {
    return tally.failures();
  }

  /** Finishes the batch under way and tells no more. */
  @Override
  public void close() {
    clock.shutdown();
    try {
      clock.awaitTermination(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick(double more) {
    due += more;
    List<View> batch = new ArrayList<>();
    Instant now = Instant.now();
    for (; due >= 1; due--) {
      batch.add(visitors.next(now));
    }
    if (!batch.isEmpty()) {
      tell(batch);
    }
  }

  private void tell(List<View> batch) {
    try {
      Answer answer = node.answerTo(EVENTS, json(batch), Map.of());
      if (answer.success()) {
        tally.told(batch.size());
      } else {
        tally.failed();
      }
    } catch (RuntimeException unreachable) {
      tally.failed();
    }
  }

  private static ArrayNode json(List<View> views) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    views.forEach(view -> json.add(view.json()));
    return json;
  }
}
