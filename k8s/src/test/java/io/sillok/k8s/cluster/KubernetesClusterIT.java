package io.sillok.k8s.cluster;

import static io.sillok.node.process.ClusterNodes.eventually;
import static io.sillok.node.process.ClusterNodes.shares;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.node.process.ClusterNodes;
import io.sillok.node.process.NodeLaunch;
import io.sillok.node.process.NodeLaunch.Ended;
import io.sillok.node.process.NodeProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nodes are processes of their own; pods of an API server tell them where the others are. */
final class KubernetesClusterIT {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final String FIRST = "127.0.0.41";
  private static final String SECOND = "127.0.0.42";
  private static final String THIRD = "127.0.0.43";
  private static final String FOURTH = "127.0.0.44";
  private static final String CRASHING = "127.0.0.49";
  private static final int PORTS = 18_370;

  /** Longer than the pods that were found must have been the same. */
  private static final Duration LONGER = Duration.ofSeconds(12);

  @TempDir private Path directory;

  private final ApiServer api = new ApiServer();
  private final List<NodeProcess> nodes = new ArrayList<>();
  private ClusterNodes cluster;

  @BeforeEach
  void prepare() throws IOException {
    cluster =
        new ClusterNodes(
            List.of(),
            CASSANDRA,
            directory,
            api.settings() + "sillok.node.cluster.kubernetes.required-nodes = 3\n");
  }

  @AfterEach
  void stop() {
    nodes.forEach(NodeProcess::close);
    api.close();
  }

  @Test
  void pods_begin_one_cluster_once_there_are_enough_and_later_ones_join_it() throws Exception {
    api.run("another", THIRD);
    api.crash("sillok", CRASHING);
    NodeProcess first = pod(FIRST);
    NodeProcess second = pod(SECOND);
    for (NodeProcess node : nodes) {
      eventually(() -> ready(node).contains("2 pods with app.kubernetes.io/name=sillok run"));
    }
    Thread.sleep(LONGER);
    assertThat(ready(first)).contains("joins the cluster sillok", "it takes 3 of them");
    assertThat(ready(second)).contains("joins the cluster sillok", "it takes 3 of them");

    NodeProcess third = pod(THIRD);
    for (NodeProcess node : nodes) {
      assertThat(node.awaitReady()).isTrue();
    }
    eventually(() -> shares(third).equals(List.of(10, 11, 11)));
    for (NodeProcess node : nodes) {
      assertThat(members(node)).isEqualTo(addresses(FIRST, SECOND, THIRD));
    }

    NodeProcess fourth = pod(FOURTH);
    assertThat(fourth.awaitReady()).isTrue();
    eventually(() -> shares(first).equals(List.of(8, 8, 8, 8)));
    assertThat(members(fourth)).isEqualTo(addresses(FIRST, SECOND, THIRD, FOURTH));

    assertThat(management("GET", "/bootstrap/seed-nodes")).isEqualTo(200);
    assertThat(management("GET", "/cluster/members")).isEqualTo(404);
    assertThat(management("PUT", "/cluster/members/" + SECOND)).isEqualTo(404);
    assertThat(management("DELETE", "/cluster/members/" + SECOND)).isEqualTo(404);
    assertThat(management("GET", "/ready")).isEqualTo(404);

    second.terminate();
    Ended ended = second.awaitEnd();
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.err()).anyMatch(line -> line.contains("it takes 3 of them"));
    eventually(() -> members(first).equals(addresses(FIRST, THIRD, FOURTH)));
  }

  @Test
  void what_does_not_go_with_kubernetes_is_refused() {
    NodeLaunch kubernetes = launch(FIRST).by(api.environment());
    assertThat(refusal(kubernetes.with("--seed", SECOND + ":17355")))
        .contains("--seed", "--discovery kubernetes", SECOND);
    assertThat(refusal(launch("127.0.0.1").by(api.environment()))).contains("status.podIP");
    assertThat(refusal(launch(FIRST))).contains("KUBERNETES_SERVICE_HOST");
    NodeLaunch withoutAccount = NodeLaunch.on(directory.resolve("stranger")).by(api.environment());
    assertThat(
            refusal(
                withoutAccount.with(
                    "--discovery", "kubernetes", "--store", "cassandra", "--cluster-host", FIRST)))
        .contains("automountServiceAccountToken");
    NodeLaunch embedded = NodeLaunch.on(directory.resolve("embedded"));
    assertThat(refusal(embedded.with("--discovery", "kubernetes"))).contains("--store cassandra");
  }

  private static String refusal(NodeLaunch launch) {
    Ended ended = launch.run();
    assertThat(ended.exitCode()).as("%s", ended).isEqualTo(1);
    return String.join("\n", ended.err());
  }

  /** A pod with a node in it. */
  private NodeProcess pod(String host) {
    api.run("sillok", host);
    NodeProcess node = launch(host).by(api.environment()).begin().at(port(host));
    nodes.add(node);
    return node;
  }

  private NodeLaunch launch(String host) {
    Path data = Path.of(cluster.data(host));
    return cluster
        .launch(host, NodeLaunch.on(data, port(host)), cluster.keyspace())
        .with("--discovery", "kubernetes");
  }

  private static int port(String host) {
    return PORTS + Integer.parseInt(host.substring(host.lastIndexOf('.') + 1));
  }

  private static String ready(NodeProcess node) throws IOException {
    return node.get("/health/ready").body().path("detail").asText();
  }

  private static Set<String> members(NodeProcess node) throws IOException {
    Set<String> members = new TreeSet<>();
    for (JsonNode member : node.get("/v1/cluster").body().path("members")) {
      members.add(member.path("address").asText());
    }
    return members;
  }

  private static Set<String> addresses(String... hosts) {
    Set<String> addresses = new TreeSet<>();
    for (String host : hosts) {
      addresses.add(host + ":17355");
    }
    return addresses;
  }

  private static int management(String method, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://%s:%d%s".formatted(FIRST, ApiServer.MANAGEMENT_PORT, path));
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }
}
