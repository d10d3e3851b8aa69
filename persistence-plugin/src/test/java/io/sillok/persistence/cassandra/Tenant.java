package io.sillok.persistence.cassandra;

import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.contract.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * An entity as its actor is: recovers in some process, writes there until a write fails or it has
 * to move, and recovers again.
 */
final class Tenant implements Runnable {

  private static final long PATIENCE_SECONDS = 90;
  private static final int MOST_EVENTS = 3;

  private final String persistenceId;
  private final Supplier<Rival> home;
  private final BooleanSupplier over;
  private final Claims claims;
  private final Random random;
  private int incarnations;

  /**
   * @param home where it shall live now
   */
  Tenant(
      String persistenceId,
      Supplier<Rival> home,
      BooleanSupplier over,
      Claims claims,
      Random random) {
    this.persistenceId = persistenceId;
    this.home = home;
    this.over = over;
    this.claims = claims;
    this.random = random;
  }

  @Override
  public void run() {
    try {
      while (!over.getAsBoolean()) {
        live(home.get());
      }
    } catch (InterruptedException | ExecutionException | RuntimeException | Error e) {
      claims.surprises.add(e);
    } catch (java.util.concurrent.TimeoutException e) {
      claims.surprises.add(new IllegalStateException(persistenceId + " was never answered", e));
    }
  }

  private void live(Rival rival)
      throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
    String incarnation = "%s@%d/%d".formatted(persistenceId, hashCode(), ++incarnations);
    try {
      long number = await(rival.writers().recover(persistenceId));
      claims.recoveries.incrementAndGet();
      while (!over.getAsBoolean() && home.get() == rival) {
        number = write(rival, incarnation, number);
      }
    } catch (StoreException e) {
      claims.failed(e);
      // As a supervisor does.
      Thread.sleep(10 + random.nextInt(50));
    }
  }

  private long write(Rival rival, String incarnation, long number)
      throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
    List<LoggedEvent> events = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    int count = 1 + random.nextInt(MOST_EVENTS);
    for (int index = 1; index <= count; index++) {
      String id = claims.newId(persistenceId);
      ids.add(id);
      events.add(event(incarnation, number + index, id));
    }
    await(rival.writers().append(events));
    claims.acknowledged.addAll(ids);
    return number + count;
  }

  private LoggedEvent event(String incarnation, long number, String id) {
    return new LoggedEvent(
        persistenceId,
        number,
        number - 1,
        incarnation,
        Samples.TIME,
        Samples.payload(id),
        "",
        null,
        Set.of());
  }

  private static <T> T await(CompletionStage<T> stage)
      throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
