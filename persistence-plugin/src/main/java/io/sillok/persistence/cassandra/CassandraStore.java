package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.typesafe.config.Config;
import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.Facts;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.Presence;
import io.sillok.persistence.SnapshotTable;
import io.sillok.persistence.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store in a keyspace of Cassandra; any number of processes may use it at once. */
public final class CassandraStore implements LogStore {

  private static final Logger LOGGER = LoggerFactory.getLogger(CassandraStore.class);

  private static final long CLOSE_SECONDS = 10;

  private final CassandraSettings settings;
  private final CqlSession session;
  private final Timer timer;
  private final Cql cql;
  private final LogsTable logsTable;
  private final IndexWriter index;
  private final Logs logs;
  private final CassandraEntities entities;
  private final CassandraSnapshots snapshots;
  private final CassandraFacts facts;
  private final CassandraPresence presence;
  private final PreparedStatement introduce;
  private final PreparedStatement findWriter;

  private CassandraStore(CassandraSettings settings, CqlSession session, Executor executor) {
    this.settings = settings;
    this.session = session;
    timer = new Timer(executor);
    cql = new Cql(session, settings, executor);
    logsTable = new LogsTable(cql);
    EventsTable events = new EventsTable(cql);
    index = new IndexWriter(cql, timer, events, settings.index().writesInFlight());
    logs =
        new Logs(new CassandraLog.Parts(settings, cql, timer, new LogTable(cql), logsTable, index));
    entities =
        new CassandraEntities(
            events, index, new PersistenceIds(cql, logsTable, logs), logs, settings.partitions());
    snapshots = new CassandraSnapshots(cql);
    facts = new CassandraFacts(cql, timer, CassandraFacts.FACTS);
    presence = new CassandraPresence(cql);
    introduce = cql.prepare("INSERT INTO %s.writers (writer, name) VALUES (?, ?)");
    findWriter = cql.prepare("SELECT name FROM %s.writers WHERE writer = ?");
  }

  /**
   * Connects, checks, and creates what is missing if that is allowed.
   *
   * @param driver the driver's configuration, as under {@code datastax-java-driver}
   * @param executor runs what follows an answer; must not be one that blocks
   * @throws StoreException {@code store-unreachable}, {@code store-permission}, {@code
   *     store-version}, {@code store-schema}, {@code store-settings}, {@code store-format} or
   *     {@code store-partitions}
   */
  public static CassandraStore open(CassandraSettings settings, Config driver, Executor executor) {
    CqlSession session = CassandraSession.open(settings, driver);
    try {
      return open(settings, session, executor);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /**
   * As {@link #open}, for a store that is there already, with the partitions that it was created
   * with.
   *
   * @throws StoreException as {@link #open}, and {@code store-missing}
   */
  public static CassandraStore openExisting(
      CassandraSettings settings, Config driver, Executor executor) {
    CqlSession session = CassandraSession.open(settings, driver);
    try {
      Schema.requireKeyspace(session, settings.keyspace());
      Schema.check(session, settings);
      StoreIdentity identity = new StoreIdentity(session, settings, executor);
      return checked(settings.withPartitions(identity.partitions()), session, executor);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private static CassandraStore open(
      CassandraSettings settings, CqlSession session, Executor executor) {
    CassandraStore store = checked(settings, session, executor);
    new StartCheck(session, settings).after();
    return store;
  }

  private static CassandraStore checked(
      CassandraSettings settings, CqlSession session, Executor executor) {
    new StartCheck(session, settings).before();
    Schema.check(session, settings);
    new StoreIdentity(session, settings, executor).check();
    return new CassandraStore(settings, session, executor);
  }

  @Override
  public int partitions() {
    return settings.partitions();
  }

  @Override
  public PartitionLog log(LogId id) {
    return logs.of(id);
  }

  @Override
  public CompletionStage<List<LogId>> logs() {
    return logsTable.all();
  }

  @Override
  public EntityIndex entities() {
    return entities;
  }

  @Override
  public SnapshotTable snapshots() {
    return snapshots;
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public Optional<Presence> presence() {
    return Optional.of(presence);
  }

  @Override
  public void introduce(UUID writer, String name) {
    cql.run(introduce.bind(writer, name), "introducing process " + writer)
        .exceptionally(failure -> {
          LOGGER.warn("Other processes cannot name this one: {}", failure.getMessage());
          return null;
        });
  }

  @Override
  public CompletionStage<String> writerName(UUID writer) {
    return cql.one(findWriter.bind(writer), "finding process " + writer)
        .thenApply(row -> row.map(found -> found.getString("name")).orElse("process " + writer));
  }

  @Override
  public StoreHealth health() {
    return new StoreHealth.Healthy();
  }

  @Override
  public StoreDescription describe() {
    return new StoreDescription("cassandra", settings.keyspace(), -1);
  }

  /** Writes the index to its end if that is soon done; a takeover completes it otherwise. */
  @Override
  public void close() {
    CompletableFuture<?>[] drains =
        logs.all().stream()
            .map(log -> log.end().drain().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(drains).get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      LOGGER.info("The index is completed when a log is taken over: {}", e.toString());
    }
    timer.close();
    session.close();
  }
}
