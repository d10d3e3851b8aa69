package io.sillok.node.table.sharded;

import io.sillok.node.stream.StreamPosition;
import io.sillok.node.table.TableDefinition;
import io.sillok.node.table.TableSettings;
import io.sillok.node.table.TableUnavailableException;
import io.sillok.node.table.TableVerification;
import io.sillok.node.table.rows.RowDigest;
import io.sillok.node.table.sharded.TableAnswer.Compared;
import io.sillok.node.table.sharded.TableMessage.Verify;
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

/**
 * Verifications that requests of this node began. One that takes longer than a request may wait
 * goes on, and who asks again gets its outcome.
 */
final class VerificationJobs {

  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final int TRIES = 5;

  private final ShardQuestions shards;
  private final int partitions;
  private final TableSettings settings;
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();

  VerificationJobs(ShardQuestions shards, int partitions, TableSettings settings) {
    this.shards = shards;
    this.partitions = partitions;
    this.settings = settings;
  }

  /**
   * @param done partitions so far
   */
  private record Job(AtomicInteger done, CompletableFuture<List<Compared>> outcome) {}

  CompletionStage<TableVerification> verify(TableDefinition table) {
    Job job = jobs.computeIfAbsent(table.name(), this::begin);
    return job.outcome()
        .copy()
        .orTimeout(settings.verifyWait().toMillis(), TimeUnit.MILLISECONDS)
        .handle((compared, failure) -> {
          if (job.outcome().isDone()) {
            jobs.remove(table.name(), job);
          }
          if (compared != null) {
            return verification(table, compared);
          }
          throw job.outcome().isDone() ? failed(failure) : goesOn(table, job);
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
            .formatted(table.name(), job.done().get(), partitions));
  }

  private Job begin(String table) {
    AtomicInteger done = new AtomicInteger();
    List<CompletableFuture<Compared>> parts = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      parts.add(
          compare(table, partition, UUID.randomUUID().toString(), 1)
              .whenComplete((compared, failure) -> done.incrementAndGet())
              .toCompletableFuture());
    }
    return new Job(
        done,
        CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
            .thenApply(all -> parts.stream().map(CompletableFuture::join).toList()));
  }

  /** Asks until there is an outcome; what another hand has changed meanwhile is verified again. */
  private CompletionStage<Compared> compare(String table, int partition, String job, int tries) {
    return shards
        .ask(table, partition, Compared.class, LOOK, replyTo -> new Verify(job, LOOK, replyTo))
        .exceptionallyCompose(failure -> {
          String code = code(failure);
          if (code.equals("table-verifying") || code.equals("table-building")) {
            return compare(table, partition, job, tries);
          }
          boolean again = code.equals("table-moved") || code.equals("timeout");
          return again && tries < TRIES
              ? compare(table, partition, UUID.randomUUID().toString(), tries + 1)
              : CompletableFuture.failedFuture(failure);
        });
  }

  private static String code(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
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
