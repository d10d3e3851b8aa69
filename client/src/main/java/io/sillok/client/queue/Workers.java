package io.sillok.client.queue;

import io.sillok.client.failure.InterruptedCallException;
import io.sillok.client.failure.SillokException;
import io.sillok.client.http.Transport;
import io.sillok.client.running.Running;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Workers of a queue: one virtual thread receives as many items as there are free workers, and each
 * item is handled in a virtual thread of its own. Close it to stop.
 */
public final class Workers implements AutoCloseable {

  private static final int MOST = 1_000;
  private static final int LONGEST_REASON = 1_000;
  private static final System.Logger LOG = System.getLogger("io.sillok.client");

  private final Transport transport;
  private final EventQueue queue;
  private final int count;
  private final ItemHandler handler;
  private final WorkerOptions options;
  private final Semaphore free;
  private final Acks acks;
  private final Leases leases;
  private final Running running;
  private final Thread receiving;
  private final Runnable stop = this::stop;
  private final Set<Thread> working = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  Workers(
      Transport transport,
      EventQueue queue,
      int count,
      ItemHandler handler,
      WorkerOptions options,
      Duration lease) {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException(
          "There must be 1 to %d workers, but %d were asked for".formatted(MOST, count));
    }
    this.transport = transport;
    this.queue = queue;
    this.count = count;
    this.handler = handler;
    this.options = options;
    free = new Semaphore(count);
    acks = new Acks(queue);
    leases = new Leases(queue, lease);
    running = new Running("Workers of queue " + queue.name());
    receiving = Thread.ofVirtual().name("sillok-queue " + queue.name()).unstarted(this::run);
  }

  void start() {
    transport.keep(stop);
    leases.start();
    receiving.start();
  }

  /** Whether it has neither been stopped nor failed. */
  public boolean isRunning() {
    return running.isRunning();
  }

  /**
   * Waits until it stops.
   *
   * @throws SillokException if a node refused, for instance because there is no such queue
   */
  public void await() {
    running.await();
  }

  /** The same for some time; answers whether it has stopped. */
  public boolean await(Duration time) {
    return running.await(time);
  }

  /**
   * Stops it: items that were received are handled and settled, and no more are received. Throws
   * what it has failed with, unless {@link #await()} did.
   */
  @Override
  public void close() {
    stop();
    running.tell();
  }

  private void stop() {
    stopping = true;
    if (working.contains(Thread.currentThread())) {
      return; // a handler stops it, and nobody can wait for himself
    }
    try {
      receiving.join();
    } catch (InterruptedException interrupted) {
      throw InterruptedCallException.restoring(interrupted);
    }
  }

  private void run() {
    try {
      int failures = 0;
      while (!stopping) {
        failures = receive(failures);
      }
      free.acquire(count);
      running.ended();
    } catch (Throwable failure) {
      stopping = true;
      running.failed(failure);
      free.acquireUninterruptibly(count);
    } finally {
      leases.close();
      transport.forget(stop);
    }
  }

  /** Receives once; answers how many times in a row that has failed. */
  private int receive(int failures) throws InterruptedException {
    int workers = awaitFree();
    int given = 0;
    try {
      if (!stopping) {
        List<QueueItem> items = received(workers);
        items.forEach(this::give);
        given = items.size();
      }
      return 0;
    } catch (SillokException failure) {
      pauseAfter(failure, failures + 1);
      return failures + 1;
    } finally {
      free.release(workers - given);
    }
  }

  private List<QueueItem> received(int most) {
    Optional<Duration> lease = options.lease();
    return lease.isPresent()
        ? queue.receive(most, options.patience(), lease.get())
        : queue.receive(most, options.patience());
  }

  private int awaitFree() throws InterruptedException {
    free.acquire();
    return 1 + free.drainPermits();
  }

  private void pauseAfter(SillokException failure, int failures) {
    if (!failure.retryable()) {
      throw failure;
    }
    if (failures == 1) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Receiving from queue {0} fails: {1}",
          queue.name(),
          failure);
    }
    Transport.pause(transport.settings().backoff().after(failures, ThreadLocalRandom.current()));
  }

  private void give(QueueItem item) {
    leases.keep(item);
    Thread.ofVirtual().name("sillok-worker " + queue.name()).start(() -> work(item));
  }

  private void work(QueueItem item) {
    working.add(Thread.currentThread());
    try {
      handle(item);
    } catch (Error error) {
      stopping = true;
      running.failed(error);
    } finally {
      working.remove(Thread.currentThread());
      leases.release(item);
      free.release();
    }
  }

  private void handle(QueueItem item) {
    try {
      settled(item, handled(item));
    } catch (CompletionException | SillokException failure) {
      // Its lease runs out, and it is handed out again.
      LOG.log(System.Logger.Level.WARNING, "An item could not be settled", failure);
    }
  }

  private Settlement handled(QueueItem item) {
    try {
      handler.handle(item);
    } catch (DeadLetterException never) {
      return queue.reject(List.of(item), shortened(never.reason())).getFirst();
    } catch (Throwable failure) { // of an error, only this item is to blame
      return queue.nack(List.of(item), shortened(failure.toString())).getFirst();
    }
    return acks.ack(item).join();
  }

  private void settled(QueueItem item, Settlement settlement) {
    boolean again =
        switch (settlement.status()) {
          case EXPIRED, FAILED -> true;
          case ACKED, NACKED, REJECTED, EXTENDED, SETTLED -> false;
        };
    if (again) {
      LOG.log(
          System.Logger.Level.WARNING,
          "An item of queue {0} was handled and may be again, for it is {1}: partition {2}, offset {3}",
          queue.name(),
          settlement.status(),
          item.event().partition(),
          item.event().offset());
    }
  }

  private static String shortened(String reason) {
    return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
  }
}
