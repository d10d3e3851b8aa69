package io.sillok.cassandra.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.Row;
import io.sillok.cassandra.testkit.CassandraOptions.CommitLogSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class CassandraServerTest {

  @RegisterExtension
  static final CassandraExtension.Dedicated CASSANDRA =
      CassandraExtension.dedicated(
          CassandraOptions.defaults()
              .withHeapMegabytes(512)
              .withCommitLogSync(CommitLogSync.BATCH));

  private final String keyspace = CASSANDRA.newKeyspace();

  @Test
  void does_not_answer_while_paused_and_goes_on_when_resumed() {
    CassandraServer server = CASSANDRA.server();
    try (CqlSession session =
        Cql.builder(List.of(server.contactPoint()), Duration.ofSeconds(3)).build()) {
      String query = "SELECT release_version FROM system.local";

      server.pause();
      assertThatThrownBy(() -> session.execute(query)).isInstanceOf(DriverTimeoutException.class);
      server.resume();

      assertThat(session.execute(query).one()).isNotNull();
    }
  }

  @Test
  void has_what_was_written_after_it_was_killed_and_started_again() {
    CassandraServer server = CASSANDRA.server();
    write(server, 42);
    long before = server.processId();

    server.kill();
    assertThat(server.isRunning()).isFalse();
    server.restart();

    assertThat(server.processId()).isNotEqualTo(before);
    assertThat(read(server)).isEqualTo(42);
  }

  @Test
  void has_what_was_written_on_disk_after_it_was_stopped() {
    CassandraServer server = CASSANDRA.server();
    assertThat(server.bytesOnDisk("system")).isPositive();
    assertThat(server.bytesOnDisk("system_traces")).isZero();
    write(server, 43);
    long running = server.bytesOnDisk(keyspace);
    assertThat(running).isPositive();

    server.stop();
    assertThat(server.bytesOnDisk(keyspace)).isEqualTo(running);
    server.restart();

    assertThat(read(server)).isEqualTo(43);
  }

  @Test
  void gives_a_keyspace_what_another_had_with_its_timestamps(@TempDir Path directory)
      throws IOException {
    CassandraServer server = CASSANDRA.server();
    String other = CASSANDRA.newKeyspace();
    Path saved = directory.resolve("saved");
    write(server, 44);

    server.save(keyspace, saved);
    try (CqlSession session = Cql.connect(server)) {
      Cql.makeTable(session, other, 1);
      server.load(other, saved);

      String written = "SELECT v, WRITETIME(v) FROM %s.t WHERE k = 1";
      assertThat(session.execute(written.formatted(other)).all())
          .extracting(Row::getFormattedContents)
          .isEqualTo(
              session.execute(written.formatted(keyspace)).all().stream()
                  .map(Row::getFormattedContents)
                  .toList())
          .hasSize(1);
    }
    assertThat(Files.readString(saved.resolve("t").resolve(CassandraServer.SCHEMA)))
        .contains("CREATE TABLE", keyspace + ".t");
  }

  private void write(CassandraServer server, int value) {
    try (CqlSession session = Cql.connect(server)) {
      Cql.makeTable(session, keyspace, 1);
      session.execute("INSERT INTO %s.t (k, v) VALUES (1, %d)".formatted(keyspace, value));
    }
  }

  private int read(CassandraServer server) {
    try (CqlSession session = Cql.connect(server)) {
      var row = session.execute("SELECT v FROM %s.t WHERE k = 1".formatted(keyspace)).one();
      assertThat(row).isNotNull();
      return row == null ? -1 : row.getInt("v");
    }
  }
}
