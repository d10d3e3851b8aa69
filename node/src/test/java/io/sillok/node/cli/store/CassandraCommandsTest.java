package io.sillok.node.cli.store;

import static io.sillok.persistence.tool.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.cassandra.testkit.CassandraOptions;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.rocksdb.RocksDbSettings;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.RocksDbStore;
import io.sillok.persistence.tool.StoreCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class CassandraCommandsTest {

  @RegisterExtension
  static final CassandraExtension.Dedicated CASSANDRA =
      CassandraExtension.dedicated(
          CassandraOptions.defaults().withHeapMegabytes(512).withAuthentication());

  private static final String ONE_COPY =
      "{'class': 'NetworkTopologyStrategy', 'replication_factor': 1}";

  @TempDir private Path directory;
  private String keyspace = "";
  private Path data;
  private Path login;

  @BeforeEach
  void prepare() throws IOException {
    keyspace = CASSANDRA.newKeyspace();
    data = SampleStore.make(directory.resolve("data"), 100);
    login = login("cassandra", "cassandra");
  }

  /** Nobody waits for an introduction, so it is there a little later. */
  private static String nameOf(UUID writer, LogStore store) {
    String name = await(store.writerName(writer));
    for (int look = 0; look < 1000 && name.startsWith("process "); look++) {
      name = await(store.writerName(writer));
    }
    return name;
  }

  @Test
  void a_store_becomes_a_keyspace_and_comes_back() {
    RichStore.make(data);
    JsonNode copied = copyTo(keyspace).succeeded().json().getFirst();
    assertThat(copied.path("logs").asInt()).isEqualTo(SampleStore.PARTITIONS + 2);
    assertThat(copied.path("entities").asInt()).isEqualTo(SampleStore.PARTITIONS + 2);
    assertThat(copied.path("snapshots").asInt()).isEqualTo(1);
    try (LogStore store = place(keyspace).look()) {
      RichStore.assertHeldBy(store);
      store.introduce(SampleStore.WRITER, "the test");
      assertThat(nameOf(SampleStore.WRITER, store)).isEqualTo("the test");
    }
    assertThat(in("log", "verify").succeeded().json()).hasSize(SampleStore.PARTITIONS + 2);
    assertThat(in("log", "list").succeeded().json())
        .hasSize(SampleStore.PARTITIONS + 2)
        .allSatisfy(log -> {
          assertThat(log.path("writerName").asText()).isEqualTo("the test");
          assertThat(log.path("indexLag").asInt()).isZero();
        });
    Path back = directory.resolve("back");
    CommandRun.of(
            "copy",
            "--from-cassandra",
            host(),
            "--config",
            login,
            "--keyspace",
            keyspace,
            "--to",
            back)
        .succeeded();
    for (String log : List.of("cart/2", "order/1", RichStore.STATE.toString())) {
      List<JsonNode> dump = CommandRun.of("log", "dump", log, "-d", data, "--payload").json();
      assertThat(in("log", "dump", log, "--payload").json()).isEqualTo(dump).isNotEmpty();
      assertThat(CommandRun.of("log", "dump", log, "-d", back, "--payload").json()).isEqualTo(dump);
    }
  }

  @Test
  void a_copy_that_broke_off_goes_on_where_it_was() {
    try (LogStore source = new DirectoryPlace(data).look();
        LogStore target = place(keyspace).make(SampleStore.PARTITIONS)) {
      assertThatThrownBy(
              () -> new StoreCopy(source, target, new Breaking()).run(StoreCopy.Snapshots.LATEST))
          .hasMessage("The test has broken the copy");
    }
    JsonNode first = copyTo(keyspace).succeeded().json().getFirst();
    assertThat(first.path("skippedBlocks").asInt()).isPositive();
    JsonNode again = copyTo(keyspace).succeeded().json().getFirst();
    assertThat(again.path("blocks").asInt()).isZero();
    assertThat(again.path("events").asInt())
        .isEqualTo(SampleStore.PARTITIONS * 2 * SampleStore.ROUNDS);
  }

  @Test
  void a_keyspace_is_trimmed() {
    SampleStore.addOrders(data);
    copyTo(keyspace).succeeded();
    JsonNode plan = in("log", "trim", "order", "--before", "40000").json().getFirst();
    JsonNode done = in("log", "trim", "order", "--before", "40000", "--yes").json().getFirst();
    assertThat(plan.path("keptFrom").asLong()).isEqualTo(32768);
    assertThat(done.path("keptFrom").asLong()).isEqualTo(32768);
    assertThat(in("log", "dump", "order/1", "--limit", "1").json().getFirst().path("offset"))
        .hasToString("32768");
  }

  @Test
  void whoever_may_only_read_can_look_and_not_copy() throws IOException {
    copyTo(keyspace).succeeded();
    try (CqlSession session = superuser()) {
      session.execute("CREATE ROLE IF NOT EXISTS reader WITH PASSWORD = 'r' AND LOGIN = true");
      session.execute("GRANT SELECT ON KEYSPACE %s TO reader".formatted(keyspace));
    }
    login = login("reader", "r");
    assertThat(in("log", "list").succeeded().json()).hasSize(SampleStore.PARTITIONS);
    CommandRun.of(
            "log",
            "trim",
            "cart",
            "--before",
            1,
            "--yes",
            "--cassandra",
            host(),
            "--config",
            login,
            "--keyspace",
            keyspace)
        .succeeded(); // there is nothing to drop
    SampleStore.addOrders(data);
    copyTo(keyspace).failed(1, "Cassandra refused", "reader", "GRANT SELECT and MODIFY");
    copyTo(CASSANDRA.newKeyspace()).failed(1, "Cassandra refused creating the schema", "reader");
  }

  @Test
  void mistakes_are_told_in_one_line() throws IOException {
    copyTo(keyspace).succeeded();
    CommandRun.of("log", "list", "--cassandra", "127.0.0.1:1")
        .failed(1, "No Cassandra could be reached at [127.0.0.1:1] (");
    CommandRun.of("log", "list", "--cassandra", host(), "--config", login, "--keyspace", "nowhere")
        .failed(1, "Cassandra has no keyspace nowhere, only [", keyspace);
    in("log", "dump", "cart/9").failed(4, "there is no log 'cart/9'; there are cart/0-3");
    in("log", "list", "--datacenter", "mars").failed(1, "No node of the local datacenter");
    CommandRun.of("log", "list", "--cassandra", host(), "--config", login("cassandra", "guessed"))
        .failed(1, "Cassandra refused the login", "the file that --config names");
    String other = CASSANDRA.newKeyspace();
    CommandRun.of(
            "copy",
            "--from",
            data,
            "--to-cassandra",
            host(),
            "--config",
            login,
            "--keyspace",
            other)
        .failed(1, "Keyspace %s lacks everything; copy with --create-schema".formatted(other));
    CommandRun.of(
            "copy",
            "--from",
            data,
            "--to-cassandra",
            host(),
            "--config",
            login,
            "--keyspace",
            other,
            "--create-schema")
        .failed(1, "is to keep 3 copies, which needs 2 nodes or more, but 1 is there");
  }

  @Test
  void a_keyspace_with_something_else_is_left_alone() {
    copyTo(keyspace).succeeded();
    Path eight = directory.resolve("eight");
    RocksDbStore.open(new RocksDbSettings(eight, 8, Verify.TAIL, 1 << 20, 64 << 10), Runnable::run)
        .close();
    data = eight;
    copyTo(keyspace).failed(1, "The source has 8 partitions and the target 4");
    data = directory.resolve("empty");
    SampleStore.open(data).close();
    copyTo(keyspace).failed(1, "The target holds log cart/0, which the source does not");
  }

  private CommandRun copyTo(String target) {
    return CommandRun.of(
        "copy",
        "--from",
        data,
        "--to-cassandra",
        host(),
        "--config",
        login,
        "--keyspace",
        target,
        "--create-schema",
        "--replication",
        ONE_COPY);
  }

  /** Runs the command on the keyspace. */
  private CommandRun in(String... words) {
    List<Object> all = new ArrayList<>(List.of((Object[]) words));
    all.addAll(List.of("--cassandra", host(), "--config", login, "--keyspace", keyspace));
    return CommandRun.of(all.toArray());
  }

  private StorePlace place(String name) {
    CassandraConfig config = CassandraConfig.of(Optional.of(login));
    config.hosts(host());
    config.keyspace(name);
    config.createSchema();
    config.replication(ONE_COPY);
    return config.place();
  }

  private Path login(String role, String password) throws IOException {
    return Files.writeString(
        directory.resolve(role + "-" + password + ".conf"),
        """
        datastax-java-driver {
          advanced.auth-provider { class = PlainTextAuthProvider, username = %s, password = %s }
          profiles.sillok.basic.request.timeout = 20s
        }
        """
            .formatted(role, password));
  }

  private static String host() {
    return CASSANDRA.contactPoint().getAddress().getHostAddress()
        + ":"
        + CASSANDRA.contactPoint().getPort();
  }

  private static CqlSession superuser() {
    return CqlSession.builder()
        .addContactPoint(CASSANDRA.contactPoint())
        .withLocalDatacenter(CASSANDRA.datacenter())
        .withAuthCredentials("cassandra", "cassandra")
        .build();
  }

  private static final class Breaking implements StoreCopy.Progress {
    @Override
    public void copied(LogId log, long offset, long head) {
      throw new IllegalStateException("The test has broken the copy");
    }

    @Override
    public void compared(LogId log) {}
  }
}
