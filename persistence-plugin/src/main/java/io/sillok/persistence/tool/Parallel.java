package io.sillok.persistence.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Does the same with many things, several at a time. The first failure ends what is under way. */
final class Parallel implements AutoCloseable {

  private static final int THREADS = 32;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /** What {@code work} answers to each of {@code items}, in no order. */
  <I, T> List<T> each(List<I> items, Function<I, T> work) {
    CompletionService<T> service = new ExecutorCompletionService<>(threads);
    items.forEach(item -> service.submit(() -> work.apply(item)));
    List<T> results = new ArrayList<>(items.size());
    try {
      while (results.size() < items.size()) {
        results.add(service.take().get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted");
    }
  }

  /** Ends what is under way, and returns when it has ended. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
