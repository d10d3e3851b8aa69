package io.sillok.persistence.pekko.migration;

import io.sillok.persistence.Cause;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentPersistenceIdsQuery;
import org.apache.pekko.persistence.query.javadsl.ReadJournal;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * Copies all events of another journal into Sillok's store of the same actor system: each entity's
 * in order, with sequence numbers, holes and metadata as they are, and the time at which the other
 * journal took an event as its event time. Nothing may write in either meanwhile. An import that
 * was interrupted goes on when it is run again; one that was not copies nothing twice.
 */
public final class JournalImport {

  private final ClassicActorSystemProvider system;
  private final CurrentPersistenceIdsQuery ids;
  private final int parallelism;
  private final EntityImports entities;

  private JournalImport(
      ClassicActorSystemProvider system,
      CurrentPersistenceIdsQuery ids,
      CurrentEventsByPersistenceIdQuery events,
      ImportSettings settings) {
    this.system = system;
    this.ids = ids;
    parallelism = settings.parallelism();
    entities = new EntityImports(system, events, settings);
  }

  /**
   * An import from the read journal with the plugin id {@code pluginId}, such as {@code
   * pekko.persistence.cassandra.query} or {@code jdbc-read-journal}.
   *
   * @throws io.sillok.persistence.StoreException {@code import-source} if it lacks a query, or when
   *     Sillok's store cannot be opened
   */
  public static JournalImport from(
      ClassicActorSystemProvider system, String pluginId, ImportSettings settings) {
    ReadJournal journal =
        PersistenceQuery.get(system).getReadJournalFor(ReadJournal.class, pluginId);
    if (journal instanceof CurrentPersistenceIdsQuery ids
        && journal instanceof CurrentEventsByPersistenceIdQuery events) {
      return from(system, ids, events, settings);
    }
    throw ImportFaults.cannotAsk(pluginId, journal);
  }

  /**
   * An import of the entities that {@code ids} names, each once, from {@code events}; both may be
   * the same read journal.
   */
  public static JournalImport from(
      ClassicActorSystemProvider system,
      CurrentPersistenceIdsQuery ids,
      CurrentEventsByPersistenceIdQuery events,
      ImportSettings settings) {
    return new JournalImport(system, ids, events, settings);
  }

  /**
   * Copies what Sillok lacks, then checks for each persistence id that both end with the same
   * sequence number. The stage fails with a {@link io.sillok.persistence.StoreException} whose code
   * begins with {@code import-}, or with whatever the other journal's list of persistence ids fails
   * with.
   */
  public CompletionStage<ImportReport> run() {
    return forEach(entities::copy)
        .thenCompose(copied -> forEach(entities::check).thenApply(checked -> copied));
  }

  /**
   * Completes when nothing is under way any more, so that the next run meets nothing of this one.
   */
  private CompletionStage<ImportReport> forEach(
      Function<String, CompletionStage<ImportReport>> work) {
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    return ids.currentPersistenceIds()
        .takeWhile(id -> failures.isEmpty())
        .mapAsyncUnordered(
            parallelism,
            id ->
                work.apply(id)
                    .exceptionally(failure -> {
                      failures.add(Cause.of(failure));
                      return ImportReport.NONE;
                    }))
        .runWith(Sink.fold(ImportReport.NONE, ImportReport::plus), system)
        .thenCompose(report ->
            failures.isEmpty()
                ? CompletableFuture.completedFuture(report)
                : CompletableFuture.failedFuture(failures.element()));
  }
}
