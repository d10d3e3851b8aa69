package io.sillok.node;

import static io.sillok.node.TestNodes.balance;
import static io.sillok.node.TestNodes.command;
import static io.sillok.node.TestNodes.execute;
import static io.sillok.node.TestNodes.repetitionOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.node.account.AccountCommand.Deposit;
import io.sillok.node.cli.SillokCommand;
import io.sillok.node.cli.Terminal;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.CommandResult.Executed;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a node wrote into its directory goes on in Cassandra. */
final class GrowthTest {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  @TempDir Path data;

  @Test
  void a_node_goes_on_in_cassandra_where_it_was_in_its_directory()
      throws IOException, InterruptedException {
    String keyspace = CASSANDRA.newKeyspace();
    CommandResult first;
    try (SillokNode node = TestNodes.start(data)) {
      first = execute(node, "a", command(new Deposit(5), "first"));
      execute(node, "a", command(new Deposit(6), "second"));
    }
    copyInto(keyspace);
    try (SillokNode node = SillokNode.start(TestNodes.config(data).settings(settings(keyspace)))) {
      assertThat(balance(node, "a")).isEqualTo(11);
      assertThat(execute(node, "a", command(new Deposit(5), "first")))
          .isEqualTo(repetitionOf(first));
      assertThat(((Executed) execute(node, "a", command(new Deposit(1)))).sequenceNumber())
          .isEqualTo(3);
      assertThat(metrics(node))
          .contains(
              "cassandra_session_cql_requests_seconds_count",
              "cassandra_session_connected_nodes",
              "cassandra_nodes_pool_in_flight");
    }
  }

  private void copyInto(String keyspace) {
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintWriter(new StringWriter(), true),
            new PrintWriter(err, true),
            false,
            Map.of());
    int exitCode =
        SillokCommand.run(
            terminal,
            "copy",
            "--from",
            data.toString(),
            "--to-cassandra",
            host(),
            "--keyspace",
            keyspace,
            "--create-schema",
            "--replication",
            "{'class': 'NetworkTopologyStrategy', 'replication_factor': 1}");
    assertThat(exitCode).as(err.toString()).isZero();
  }

  private static Map<String, String> settings(String keyspace) {
    return Map.of(
        "sillok.persistence.store",
        "cassandra",
        "sillok.persistence.cassandra.keyspace",
        keyspace,
        "datastax-java-driver.basic.contact-points.0",
        host(),
        "datastax-java-driver.basic.load-balancing-policy.local-datacenter",
        CASSANDRA.datacenter());
  }

  private static String host() {
    return CASSANDRA.contactPoint().getAddress().getHostAddress()
        + ":"
        + CASSANDRA.contactPoint().getPort();
  }

  private static String metrics(SillokNode node) throws IOException, InterruptedException {
    URI metrics = URI.create("http://127.0.0.1:%d/metrics".formatted(node.address().getPort()));
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
    }
  }
}
