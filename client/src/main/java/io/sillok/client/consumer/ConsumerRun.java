package io.sillok.client.consumer;

import io.sillok.client.event.EventHandler;
import io.sillok.client.event.HandlerFailedException;
import io.sillok.client.event.Position;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.failure.InterruptedCallException;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.failure.SillokException;
import io.sillok.client.feed.EventSource;
import io.sillok.client.feed.Message;
import io.sillok.client.http.Call;
import io.sillok.client.http.Transport;
import io.sillok.client.http.UrlPath;
import io.sillok.client.json.Json;
import io.sillok.client.json.JsonObject;
import io.sillok.client.running.Running;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A consumer that is being run: a virtual thread takes events, hands them on and commits. Close it
 * to stop, and have a look at how it ended by {@link #await()}.
 */
public final class ConsumerRun implements AutoCloseable {

  /** Ten heartbeats of a node. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final Duration LONG = Duration.ofHours(1);
  private static final String ASSIGNMENT = "assignment";
  private static final String CONSUMER_RESET = "consumer-reset";

  private final Transport transport;
  private final Json json;
  private final EventConsumer consumer;
  private final Call joining;
  private final EventHandler handler;
  private final RunOptions options;
  private final EventSource source;
  private final Commits commits;
  private final Running running;
  private final Thread thread;
  private final Runnable stop = this::stop;
  private volatile Set<Integer> partitions = Set.of();

  ConsumerRun(
      Transport transport,
      Json json,
      EventConsumer consumer,
      UrlPath path,
      EventHandler handler,
      RunOptions options) {
    this.transport = transport;
    this.json = json;
    this.consumer = consumer;
    this.handler = handler;
    this.options = options;
    String name = "consumer " + consumer.name();
    String instance = options.instance().orElseGet(() -> UUID.randomUUID().toString());
    joining = Call.get(path.add("events").with("instance", instance));
    source = new EventSource(transport, name, SILENCE, this::join);
    commits = new Commits(options.commitEvery(), options.commitWithin());
    running = new Running("Running " + name);
    thread = Thread.ofVirtual().name("sillok-" + name).unstarted(this::run);
  }

  void start() {
    transport.keep(stop);
    thread.start();
  }

  /** The partitions whose events come to this run now. */
  public Set<Integer> partitions() {
    return partitions;
  }

  /** Whether it has neither been stopped nor failed. */
  public boolean isRunning() {
    return running.isRunning();
  }

  /**
   * Waits until it stops.
   *
   * @throws HandlerFailedException if the handler threw
   * @throws SillokException if a node refused, for instance because there is no such consumer
   */
  public void await() {
    running.await();
  }

  /** The same for some time; answers whether it has stopped. */
  public boolean await(Duration time) {
    return running.await(time);
  }

  /**
   * Stops it: the event under way is handled, and what was handled is committed. Throws what it has
   * failed with, unless {@link #await()} did.
   */
  @Override
  public void close() {
    stop();
    running.tell();
  }

  private void stop() {
    source.close();
    if (Thread.currentThread() != thread) {
      join(thread);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw InterruptedCallException.restoring(interrupted);
    }
  }

  private void run() {
    try {
      try {
        while (!source.isClosed()) {
          step();
        }
      } finally {
        source.close();
        commit();
      }
      running.ended();
    } catch (Throwable failure) {
      running.failed(failure);
    } finally {
      transport.forget(stop);
    }
  }

  private void step() {
    Duration patience = commits.dueIn(System.nanoTime(), LONG);
    Optional<Message> message = source.next(patience);
    message.ifPresent(this::take);
    if (commits.isDue(System.nanoTime())) {
      commitOrPostpone();
    }
  }

  private void take(Message message) {
    if (message.isEvent()) {
      handle(message);
    } else if (message.type().equals(ASSIGNMENT)) {
      // Whoever gets a partition that was taken away begins behind what was committed.
      commitOrPostpone();
      JsonObject assignment = new JsonObject(Json.read(message.data()));
      partitions = Set.copyOf(new TreeSet<>(assignment.integers("partitions")));
      options.onAssignment().accept(partitions);
    }
  }

  private void handle(Message message) {
    StreamEvent event = StreamEvent.of(Json.read(message.data()), json);
    try {
      handler.handle(event);
    } catch (Throwable failure) { // an error, too, names the event
      throw new HandlerFailedException(event, failure);
    }
    Position position = message.id().isEmpty() ? event.position() : new Position(message.id());
    commits.handled(position, System.nanoTime());
  }

  /** What was handled over the last connection must not come again over the next one. */
  private Call join() {
    commit();
    return joining;
  }

  private void commitOrPostpone() {
    try {
      commit();
    } catch (SillokException failure) {
      if (!failure.retryable()) {
        throw failure;
      }
      commits.postpone(System.nanoTime());
    }
  }

  private void commit() {
    Optional<Position> position = commits.pending();
    if (position.isEmpty()) {
      return;
    }
    try {
      consumer.commit(position.get());
      commits.settled();
    } catch (ProblemException problem) {
      if (!problem.code().equals(CONSUMER_RESET)) {
        throw problem;
      }
      // What it was reset to holds, and what comes over this connection is from before.
      commits.settled();
      source.reconnect();
    }
  }
}
