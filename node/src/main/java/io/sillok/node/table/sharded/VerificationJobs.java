package io.sillok.node.table.sharded;

import io.sillok.node.stream.StreamPosition;
import io.sillok.node.table.TableDefinition;
import io.sillok.node.table.TableSettings;
import io.sillok.node.table.TableUnavailableException;
import io.sillok.node.table.TableVerification;
import io.sillok.node.table.partition.TableAnswer.Compared;
import io.sillok.node.table.partition.TableMessage.Verify;
import io.sillok.node.table.rows.RowDigest;
import io.sillok.persistence.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Verifications that requests of this node began. One that takes longer than a request may wait
 * goes on, and who asks again gets its outcome.
 */
final class VerificationJobs {

  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final int TRIES = 5;
  private static final long KEPT_NANOS = Duration.ofMinutes(10).toNanos();

  private final ShardQuestions shards;
  private final int partitions;
  private final TableSettings settings;
  private final Map<Key, Job> jobs = new ConcurrentHashMap<>();

  VerificationJobs(ShardQuestions shards, int partitions, TableSettings settings) {
    this.shards = shards;
    this.partitions = partitions;
    this.settings = settings;
  }

  private record Key(String table, boolean rebuild) {}

  /** A verification of all partitions. */
  private static final class Job {
    private final AtomicInteger done = new AtomicInteger();
    private final CompletableFuture<List<Compared>> outcome = new CompletableFuture<>();
    private volatile long endedAt;

    /** What nobody has asked for in time is of no use: the table is another by then. */
    private boolean isOld() {
      return outcome.isDone() && System.nanoTime() - endedAt > KEPT_NANOS;
    }

    private void end(@Nullable List<Compared> compared, @Nullable Throwable failure) {
      endedAt = System.nanoTime();
      if (compared != null) {
        outcome.complete(compared);
      } else if (failure != null) {
        outcome.completeExceptionally(failure);
      }
    }
  }

  /**
   * @param rebuild whether partitions that are not what their logs come to are built anew
   */
  CompletionStage<TableVerification> verify(TableDefinition table, boolean rebuild) {
    Job job =
        jobs.compute(
            new Key(table.name(), rebuild),
            (key, before) -> before == null || before.isOld() ? begin(key) : before);
    return job.outcome
        .copy()
        .orTimeout(settings.verifyWait().toMillis(), TimeUnit.MILLISECONDS)
        .handle((compared, failure) -> {
          if (job.outcome.isDone()) {
            jobs.remove(new Key(table.name(), rebuild), job);
          }
          if (compared != null) {
            return verification(table, compared);
          }
          throw job.outcome.isDone() ? failed(failure) : goesOn(table, job);
        });
  }

  private static RuntimeException failed(Throwable failure) {
    return failure instanceof CompletionException wrapped
        ? wrapped
        : new CompletionException(failure);
  }

  private TableUnavailableException goesOn(TableDefinition table, Job job) {
    return new TableUnavailableException(
        "table-verifying",
        "Table %s is being verified: %d of %d partitions are done; ask this node again for the outcome"
            .formatted(table.name(), job.done.get(), partitions));
  }

  private Job begin(Key key) {
    Job job = new Job();
    List<CompletableFuture<Compared>> parts = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      parts.add(
          compare(key, partition, UUID.randomUUID().toString(), 1)
              .whenComplete((compared, failure) -> job.done.incrementAndGet())
              .toCompletableFuture());
    }
    CompletionStage<List<Compared>> all =
        CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
            .thenApply(done -> parts.stream().map(CompletableFuture::join).toList());
    all.whenComplete(job::end);
    return job;
  }

  /** Asks until there is an outcome; what another hand has changed meanwhile is verified again. */
  private CompletionStage<Compared> compare(Key key, int partition, String job, int tries) {
    return shards
        .ask(
            key.table(),
            partition,
            Compared.class,
            LOOK,
            replyTo -> new Verify(job, key.rebuild(), LOOK, replyTo))
        .exceptionallyCompose(failure -> {
          String code = code(failure);
          if (code.equals("table-verifying") || code.equals("table-building")) {
            return compare(key, partition, job, tries);
          }
          boolean again = code.equals("table-moved") || code.equals("timeout");
          return again && tries < TRIES
              ? compare(key, partition, UUID.randomUUID().toString(), tries + 1)
              : CompletableFuture.failedFuture(failure);
        });
  }

  private static String code(Throwable failure) {
    Throwable cause = Cause.of(failure);
    return cause instanceof TableUnavailableException reason ? reason.code() : "";
  }

  private static TableVerification verification(TableDefinition table, List<Compared> compared) {
    RowDigest.Sum kept =
        RowDigest.Sum.of(
            compared.stream().map(each -> new RowDigest.Sum(each.rows(), each.digest())).toList());
    RowDigest.Sum rebuilt =
        RowDigest.Sum.of(
            compared.stream()
                .map(each -> new RowDigest.Sum(each.rebuiltRows(), each.rebuilt()))
                .toList());
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    for (int partition = 0; partition < compared.size(); partition++) {
      if (compared.get(partition).applied() > 0) {
        offsets.put(partition, compared.get(partition).applied());
      }
    }
    return new TableVerification(
        kept.rows(),
        kept.digest(),
        rebuilt.digest(),
        kept.equals(rebuilt),
        new StreamPosition(table.log(), offsets));
  }
}
