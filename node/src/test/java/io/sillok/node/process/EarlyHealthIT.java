package io.sillok.node.process;

import static io.sillok.node.process.ClusterNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.cassandra.testkit.CassandraOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A node is started before the Cassandra that it needs, and that is away later. */
final class EarlyHealthIT {

  @RegisterExtension
  static final CassandraExtension.Dedicated CASSANDRA =
      CassandraExtension.dedicated(CassandraOptions.defaults().withHeapMegabytes(512));

  private static final String HOST = "127.0.0.45";
  private static final int PORT = 18445;

  /** As in k8s/overlays/production. */
  private static final String NAMES_STAY =
      "datastax-java-driver.advanced.resolve-contact-points = false";

  private static final String ONE_COPY =
      """
      sillok.persistence.cassandra.replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}"
      """;

  @TempDir private Path directory;

  @Test
  void it_says_what_it_waits_for_and_serves_while_that_is_there() throws IOException {
    CASSANDRA.server().stop();
    ClusterNodes nodes = new ClusterNodes(List.of(), CASSANDRA, directory, NAMES_STAY);
    NodeLaunch launch =
        nodes.launch(HOST, NodeLaunch.on(directory.resolve("data"), PORT), nodes.keyspace());
    try (NodeProcess node = launch.begin().at(PORT)) {
      eventually(() -> node.get("/health/live").status() == 200);
      eventually(() -> detail(node).contains("waits for Cassandra at "));
      assertThat(detail(node)).contains(Integer.toString(CASSANDRA.contactPoint().getPort()));
      assertThat(node.get("/v1/cluster").status()).isEqualTo(503);
      assertThat(node.get("/v1/cluster").code()).isEqualTo("not-ready");
      eventually(() -> detail(node).contains("No Cassandra could be reached at "));

      CASSANDRA.server().restart();

      assertThat(node.awaitReady()).isTrue();
      assertThat(node.url()).endsWith(":" + PORT);
      assertThat(node.get("/health/ready").status()).isEqualTo(200);
      JsonNode whole = node.get("/v1/cluster").body();
      assertThat(whole.path("members")).hasSize(1);
      assertThat(whole.path("logs")).isNotEmpty();

      CASSANDRA.server().pause();
      try {
        eventually(() -> node.get("/health/ready").code().equals("store-failed"));
        assertThat(detail(node)).contains("has not answered within 2 s");
        assertThat(node.get("/health/live").status()).isEqualTo(200);
        JsonNode cluster = node.get("/v1/cluster").body();
        assertThat(cluster.path("members")).as("who is there is told anyway").hasSize(1);
        assertThat(cluster.at("/store/health").asText()).isEqualTo("failed");
        assertThat(cluster.path("logs"))
            .as("as they were seen last")
            .hasSameSizeAs(whole.path("logs"));
      } finally {
        CASSANDRA.server().resume();
      }
      eventually(() -> node.get("/health/ready").status() == 200);
    }
  }

  @Test
  void it_says_why_it_still_waits_for_a_cassandra_that_is_there() throws IOException {
    Path settings = Files.writeString(directory.resolve("sillok.conf"), ONE_COPY + NAMES_STAY);
    NodeLaunch launch =
        NodeLaunch.on(directory.resolve("data"), PORT)
            .with("--config", settings.toString())
            .with("--store", "cassandra", "--keyspace", CASSANDRA.newKeyspace(), "--create-schema")
            .with("--contact-points", "127.0.0.1:" + CASSANDRA.contactPoint().getPort())
            .with("--datacenter", "dc2");
    try (NodeProcess node = launch.begin().at(PORT)) {
      eventually(() -> node.get("/health/live").status() == 200);
      eventually(() -> detail(node).contains("No node of the local datacenter is there"));
      assertThat(detail(node))
          .startsWith("The node waits for Cassandra at ")
          .contains("local-datacenter names it")
          .doesNotContain("CREATE TABLE");
    }
  }

  private static String detail(NodeProcess node) throws IOException {
    Answer answer = node.get("/health/ready");
    assertThat(answer.status()).isEqualTo(503);
    return answer.body().path("detail").asText();
  }
}
