package io.sillok.node.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.demo.FlightFeed.Fed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Real flights: declares their streams, appends them at a steady rate, and reads them as a stream,
 * as a queue and as a table.
 */
public final class Flights implements AutoCloseable {

  static final String FLIGHTS = "flight-reported";
  static final String AIRPORTS = "airport-status";
  static final String EVENTS = "/v1/streams/" + FLIGHTS + "/events";
  static final String QUEUE = "/v1/streams/" + FLIGHTS + "/queues/late-flights";
  static final String TABLE = "/v1/streams/" + AIRPORTS + "/table";
  static final String DEPARTURES = "/v1/projections/departures-per-hour";

  private static final List<String> PROJECTIONS =
      List.of("departures-per-hour", "average-delay", "rush");

  /** So many at the beginning, so that there is something to look at. */
  private static final int FIRST = 1000;

  private static final int TICKS_PER_SECOND = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final NodeClient node;
  private final FlightRecords records;
  private final FlightTally tally = new FlightTally();
  private final FlightFeed flights;
  private final FlightFeed airports;
  private final FlightWatch watch;
  private final FlightDesk desk;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("demo-flights").daemon().factory());
  private boolean fresh;
  private boolean ended;
  private double due;

  private Flights(NodeClient node, FlightRecords records) {
    this.node = node;
    this.records = records;
    this.flights = new FlightFeed(node, FLIGHTS, records);
    this.airports = new FlightFeed(node, AIRPORTS, records);
    this.watch = new FlightWatch(node, EVENTS, tally);
    this.desk = new FlightDesk(node, QUEUE, tally);
  }

  /** Nothing if the example is not there. */
  public static Optional<Flights> find(NodeClient node) {
    return FlightRecords.find().map(records -> new Flights(node, records));
  }

  /**
   * Declares the streams, has them read, appends the first flights, and returns.
   *
   * @throws CommandFailure if the node refuses or cannot be reached
   */
  public void open() {
    declare(FLIGHTS);
    declare(AIRPORTS);
    PROJECTIONS.forEach(projection -> declare("/v1/projections/", projection));
    watch.start();
    desk.start();
    feed(FIRST);
  }

  /**
   * Starts appending and returns.
   *
   * @param perSecond flights, from 1
   */
  public void start(int perSecond) {
    ScheduledFuture<?> unused = // close() ends it
        clock.scheduleAtFixedRate(
            () -> tick((double) perSecond / TICKS_PER_SECOND),
            0,
            TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND,
            TimeUnit.NANOSECONDS);
  }

  /** What became of them in one line. */
  public String line() {
    return tally.line();
  }

  /** What went wrong, though there was no reason to expect it. */
  public long failures() {
    return tally.failures();
  }

  @Override
  public void close() {
    clock.shutdown();
    try {
      clock.awaitTermination(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    flights.close();
    airports.close();
    watch.close();
    desk.close();
  }

  private void declare(String stream) {
    declare("/v1/streams/", stream);
  }

  private void declare(String where, String name) {
    try {
      node.put(where + name, JSON.readTree(records.declaration(name)));
    } catch (JsonProcessingException broken) {
      throw new CommandFailure(
          ExitCode.FAILED, "the declaration of %s is no JSON: %s".formatted(name, broken));
    }
  }

  private void tick(double more) {
    try {
      due += more;
      int now = (int) due;
      due -= now;
      if (!ended && !fresh) {
        feed(FIRST); // an earlier demo has appended these; on to those that it has not
      } else if (!ended && now > 0) {
        feed(now);
      }
    } catch (RuntimeException failure) {
      tally.failed();
    }
  }

  private void feed(int count) {
    Fed some = flights.feed(count);
    Fed same = airports.feed(count);
    fresh = some.fresh() + same.fresh() > 0;
    ended = some.ended();
    tally.reported(some.fresh());
    if (ended) {
      tally.ended();
    }
  }
}
