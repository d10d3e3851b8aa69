package io.sillok.node.table.sharded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.stream.StreamDeclaration;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.StreamRecord;
import io.sillok.node.stream.StreamRecordCodec;
import io.sillok.node.table.TableDefinition;
import io.sillok.node.table.TablePage;
import io.sillok.node.table.TableReading;
import io.sillok.node.table.TableUnavailableException;
import io.sillok.node.table.TableVerification;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.Payload;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables whose partitions are on different nodes of a real cluster, over logs in Cassandra. */
final class TablesAcrossNodesTest {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final int PARTITIONS = 8;
  private static final int KEYS = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Integer> model = new TreeMap<>();
  private final SortedMap<Integer, Long> ends = new TreeMap<>();

  @TempDir private Path directory;

  @AfterEach
  void stop() {
    nodes.forEach(Node::stop);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rocksdb", "cassandra"})
  void every_node_serves_the_whole_table_and_goes_on_with_what_another_has_left(String store) {
    String keyspace = CASSANDRA.newKeyspace();
    for (int number = 0; number < 2; number++) {
      nodes.add(new Node(directory.resolve(store + number), keyspace, store));
    }
    nodes.forEach(node -> node.join(nodes.getFirst()));
    nodes.forEach(node -> eventually(() -> node.sees(2)));
    Node staying = nodes.get(0);
    Node leaving = nodes.get(1);
    append(staying, 100);

    nodes.forEach(node -> assertThat(node.stocks(ends)).isEqualTo(model));
    nodes.forEach(node -> assertThat(node.tables.progress()).as("partitions of each").isNotEmpty());
    append(staying, 50);
    TableVerification both = leaving.verified(ends);
    assertThat(both.equal()).isTrue();
    assertThat(both.rows()).isEqualTo(model.size());

    leaving.stop();
    eventually(() -> staying.sees(1));

    append(staying, 50);
    assertThat(staying.stocks(ends)).isEqualTo(model);
    TableVerification alone = staying.verified(ends);
    assertThat(alone.equal()).isTrue();
    assertThat(alone.rows()).isEqualTo(model.size());
    assertThat(staying.tables.progress()).hasSize(PARTITIONS);
  }

  private void append(Node node, int events) {
    for (int number = 0; number < events; number++) {
      String key = "p-" + number * 7 % KEYS;
      if (number % 5 == 4) {
        node.append(key, Optional.empty(), ends);
        model.remove(key);
      } else {
        node.append(key, Optional.of(number), ends);
        model.put(key, number);
      }
    }
  }

  private static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition holds in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** A node of the cluster: its logs and its tables. */
  private static final class Node {

    private static final Schema SCHEMA =
        SchemaBuilder.record("StockCounted")
            .fields()
            .requiredString("productId")
            .requiredInt("stock")
            .endRecord();
    private static final Declared STREAM =
        new Declared(
            new StreamDeclaration(
                "stock",
                EventKind.ENTITY,
                SCHEMA,
                Optional.of("productId"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false),
            1,
            DeclaredCodec.of(SCHEMA),
            List.of());
    private static final TableDefinition TABLE = new TableDefinition.OfStream(STREAM);

    private final ActorTestKit testKit;
    private final Cluster cluster;
    private final SillokPersistence persistence;
    private final ShardedTables tables;
    private final Map<Integer, Long> sequenceNumbers = new HashMap<>();

    Node(Path data, String keyspace, String store) {
      testKit = ActorTestKit.create("tables", config(data, keyspace, store));
      cluster = Cluster.get(testKit.system());
      persistence = SillokPersistence.get(testKit.system());
      EntityModels models = new EntityModels(List.of());
      tables =
          ShardedTables.start(
              testKit.system(),
              models,
              new RecordedCodec(models, new Schemas(persistence.store().facts())));
    }

    private static Config config(Path data, String keyspace, String store) {
      return ConfigFactory.parseString(
              """
              pekko.loglevel = WARNING
              pekko.coordinated-shutdown.terminate-actor-system = on
              sillok.node.tables { store = %s, wake-interval = 500 ms }
              sillok.persistence {
                store = cassandra
                partitions = %d
                rocksdb.directory = "%s"
                cassandra {
                  keyspace = %s
                  create-schema = on
                  replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}"
                }
              }
              datastax-java-driver {
                basic.contact-points = ["%s:%d"]
                basic.load-balancing-policy.local-datacenter = %s
                profiles.sillok.basic.request.timeout = 20 s
              }
              """
                  .formatted(
                      store,
                      PARTITIONS,
                      data,
                      keyspace,
                      CASSANDRA.contactPoint().getAddress().getHostAddress(),
                      CASSANDRA.contactPoint().getPort(),
                      CASSANDRA.datacenter()))
          .withFallback(ConfigFactory.load());
    }

    void join(Node first) {
      cluster.manager().tell(Join.create(first.cluster.selfMember().address()));
    }

    boolean sees(int members) {
      long up =
          StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
              .filter(member -> member.status().equals(MemberStatus.up()))
              .count();
      return up == members;
    }

    /** Appends as an appender does; {@code ends} becomes behind it. */
    void append(String key, Optional<Integer> stock, SortedMap<Integer, Long> ends) {
      int partition = TABLE.partition(key, persistence.writers().partitioner());
      String id = Partitioner.streamId(new LogId("stock", partition));
      long number =
          sequenceNumbers.merge(
              partition, await(persistence.writers().recover(id)) + 1, (old, recovered) -> old + 1);
      byte[] avro =
          stock
              .map(value ->
                  STREAM
                      .codec()
                      .encode(
                          JsonNodeFactory.instance
                              .objectNode()
                              .put("productId", key)
                              .put("stock", value)))
              .orElse(new byte[0]);
      StreamRecord record =
          new StreamRecord(
              Optional.of(key), Optional.empty(), STREAM.fingerprint(), stock.isEmpty(), avro);
      LoggedEvent event =
          new LoggedEvent(
              id,
              number,
              number - 1,
              "test",
              Instant.EPOCH,
              new Payload(
                  StreamRecordCodec.SERIALIZER_ID, "stock", StreamRecordCodec.encode(record)),
              "",
              null,
              Set.of());
      ends.put(partition, await(persistence.writers().append(List.of(event))) + 1);
    }

    /** The whole table, as of {@code ends} at least; asks again while partitions move. */
    Map<String, Integer> stocks(SortedMap<Integer, Long> ends) {
      Map<String, Integer> stocks = new TreeMap<>();
      Optional<String> after = Optional.of("");
      while (after.isPresent()) {
        TableReading reading =
            new TableReading("", after.get(), 7, new StreamPosition("stock", ends));
        TablePage page = page(reading);
        page.rows().forEach(row -> stocks.put(row.key(), row.value().path("stock").asInt()));
        after = page.next();
      }
      return stocks;
    }

    private TablePage page(TableReading reading) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        try {
          return await(tables.page(TABLE, reading));
        } catch (CompletionException failure) {
          assertThat(failure).hasCauseInstanceOf(TableUnavailableException.class);
          assertThat(System.nanoTime()).as(failure.getMessage()).isLessThan(deadline);
        }
      }
    }

    TableVerification verified(SortedMap<Integer, Long> ends) {
      page(new TableReading("", "", 1, new StreamPosition("stock", ends)));
      stocks(ends);
      return await(tables.verify(TABLE, false));
    }

    void stop() {
      CoordinatedShutdown.get(testKit.system())
          .runAll(CoordinatedShutdown.unknownReason())
          .toCompletableFuture()
          .join();
    }
  }
}
