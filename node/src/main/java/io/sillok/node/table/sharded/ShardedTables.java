package io.sillok.node.table.sharded;

import io.sillok.node.cluster.partition.PartitionActors;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.table.TableDefinition;
import io.sillok.node.table.TablePage;
import io.sillok.node.table.TableProgress;
import io.sillok.node.table.TableReading;
import io.sillok.node.table.TableRow;
import io.sillok.node.table.TableVerification;
import io.sillok.node.table.Tables;
import io.sillok.node.table.partition.TableAnswer;
import io.sillok.node.table.partition.TableAnswer.RowIs;
import io.sillok.node.table.partition.TableAnswer.RowsAre;
import io.sillok.node.table.partition.TableMessage;
import io.sillok.node.table.partition.TableMessage.Find;
import io.sillok.node.table.partition.TableMessage.Question;
import io.sillok.node.table.partition.TableMessage.ReadPage;
import io.sillok.node.table.partition.TableParts;
import io.sillok.node.table.partition.TableShard;
import io.sillok.node.table.rows.RowPage;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableStore;
import io.sillok.persistence.Partitioner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link Tables} on cluster sharding: a partition of a table lives with the partition. */
public final class ShardedTables implements Tables {

  /** Of a page, for all partitions together. */
  private static final int PAGE_BYTES = 4 << 20;

  /** Of one answer of a partition. */
  private static final int ANSWER_BYTES = 128 << 10;

  private final TableParts parts;
  private final Partitioner partitioner;
  private final KnownTables known;
  private final TableKeeper keeper;
  private final ShardQuestions shards;
  private final VerificationJobs jobs;
  private final RowReader reader;

  /**
   * Starts the part of {@code system}'s node in keeping tables.
   *
   * @param codec of entities' events
   */
  public static ShardedTables start(
      ActorSystem<?> system, EntityModels models, RecordedCodec codec) {
    TableParts parts = TableStores.parts(system);
    TableSources sources =
        new TableSources(models, codec, parts.persistence().store(), parts.executor());
    PartitionActors<TableMessage> actors =
        PartitionActors.startLasting(
            system,
            TableMessage.class,
            "table",
            (table, partition, leave) -> shard(parts, sources, table, partition),
            new TableMessage.Stop());
    ShardedTables tables = new ShardedTables(parts, actors);
    tables.keeper.start(system, parts.settings().wakeInterval());
    return tables;
  }

  private ShardedTables(TableParts parts, PartitionActors<TableMessage> actors) {
    this.parts = parts;
    partitioner = new Partitioner(parts.persistence().store().partitions());
    known = new KnownTables(parts.persistence().store().facts());
    keeper = new TableKeeper(actors, known, partitions());
    shards = new ShardQuestions(actors);
    jobs = new VerificationJobs(shards, partitions(), parts.settings());
    reader = new RowReader(new Schemas(parts.persistence().store().facts()));
  }

  private static Behavior<TableMessage> shard(
      TableParts parts, TableSources sources, String table, int partition) {
    return sources
        .find(table, partition)
        .map(source ->
            TableShard.create(
                parts, source, new TablePartition(table, source.fold().shape(), partition)))
        .orElseGet(() -> ofAnotherVersion(table));
  }

  /** Nodes of a version have loaded the same modules, so one of another version has asked. */
  private static Behavior<TableMessage> ofAnotherVersion(String table) {
    return Behaviors.receiveMessage(message -> {
      if (message instanceof Question question) {
        question
            .replyTo()
            .tell(
                new TableAnswer.Unavailable(
                    "upgrading",
                    "A partition of the table is on a node of another version, which does not know entity type %s: ask again, until all nodes are of the same version"
                        .formatted(table.substring(TableDefinition.OF_ENTITY_TYPE.length()))));
      }
      return message instanceof TableMessage.Stop ? Behaviors.stopped() : Behaviors.same();
    });
  }

  @Override
  public int partitions() {
    return partitioner.partitions();
  }

  @Override
  public CompletionStage<Optional<TableRow>> row(
      TableDefinition table, String key, StreamPosition atLeast) {
    int partition = table.partition(key, partitioner);
    Duration wait = parts.settings().readWait();
    long offset = atLeast.offsets().getOrDefault(partition, 0L);
    return kept(table)
        .thenCompose(kept ->
            shards.ask(
                table.name(),
                partition,
                RowIs.class,
                wait,
                replyTo -> new Find(key, offset, wait, replyTo)))
        .thenApplyAsync(
            answer ->
                Optional.ofNullable(answer.row()).map(row -> reader.read(table, partition, row)),
            parts.executor());
  }

  @Override
  public CompletionStage<TablePage> page(TableDefinition table, TableReading reading) {
    RowMerge merge = new RowMerge(partitions(), reading.after(), reading.limit(), PAGE_BYTES);
    return kept(table)
        .thenCompose(kept -> merged(table, reading, merge))
        .thenApplyAsync(
            done ->
                new TablePage(
                    merge.merged().stream()
                        .map(placed -> reader.read(table, placed.partition(), placed.row()))
                        .toList(),
                    merge.next()),
            parts.executor());
  }

  /** Asks the partitions of which more is needed, until there is enough. */
  private CompletionStage<Void> merged(
      TableDefinition table, TableReading reading, RowMerge merge) {
    List<Integer> needed = merge.merge();
    if (needed.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    List<CompletableFuture<RowsAre>> answers =
        needed.stream()
            .map(partition -> rows(table, reading, merge.after(partition), partition))
            .toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
        .thenCompose(all -> {
          for (int index = 0; index < needed.size(); index++) {
            RowsAre answer = answers.get(index).join();
            merge.add(needed.get(index), new RowPage(answer.rows(), answer.more()));
          }
          return merged(table, reading, merge);
        });
  }

  private CompletableFuture<RowsAre> rows(
      TableDefinition table, TableReading reading, String after, int partition) {
    Duration wait = parts.settings().readWait();
    long offset = reading.atLeast().offsets().getOrDefault(partition, 0L);
    // Keys spread evenly, so this is enough of each more often than not.
    int limit = Math.min(reading.limit(), 2 + 2 * reading.limit() / partitions());
    return shards
        .ask(
            table.name(),
            partition,
            RowsAre.class,
            wait,
            replyTo ->
                new ReadPage(reading.prefix(), after, limit, ANSWER_BYTES, offset, wait, replyTo))
        .toCompletableFuture();
  }

  @Override
  public CompletionStage<TableVerification> verify(TableDefinition table, boolean rebuild) {
    return kept(table).thenCompose(kept -> jobs.verify(table, rebuild));
  }

  /** Keeps the rows of tables; others may keep theirs there, too, under names of their own. */
  public TableStore store() {
    return parts.store();
  }

  @Override
  public List<TableProgress> progress() {
    return List.copyOf(parts.progress().values());
  }

  /** A table that is asked for is built in all partitions from now on. */
  private CompletionStage<Boolean> kept(TableDefinition table) {
    return known
        .remember(table.name())
        .whenComplete((isNew, failure) -> {
          if (failure == null && isNew) {
            keeper.wake(table.name());
          }
        });
  }
}
