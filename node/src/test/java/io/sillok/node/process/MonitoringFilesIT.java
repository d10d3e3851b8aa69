package io.sillok.node.process;

import static io.sillok.node.process.ClusterNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.sillok.cassandra.testkit.CassandraExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alerts, the dashboard, documentation and manifests name what a node tells, and each alert has its
 * runbook.
 */
final class MonitoringFilesIT {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final Path PROJECT = Path.of("..");
  private static final Path ALERTS = PROJECT.resolve("deploy/monitoring/alerts.yaml");
  private static final Path ALERT_TESTS = PROJECT.resolve("deploy/monitoring/alerts-test.yaml");
  private static final Path DASHBOARD = PROJECT.resolve("deploy/monitoring/dashboard.json");
  private static final List<String> TEXTS =
      List.of("docs", "k8s/base", "k8s/overlays", "k8s/components", "deploy");
  private static final Pattern SERIES =
      Pattern.compile("\\b(?:sillok|cassandra|jvm|process)_[a-z_]+");

  /** Told by a node with TLS alone; GatewayTlsIT looks at it. */
  private static final String CERTIFICATES = "sillok_certificate_expiry_seconds";

  /** Told after a shard has come to another node; ProjectionsTest looks at it. */
  private static final String RESTORING = "sillok_projection_restoring_seconds";

  private static final String DRIVER = "cassandra_";
  private static final String HOST = "127.0.0.48";

  /** A table that is asked for the first time cannot answer at once. */
  private static final String IMPATIENT = "sillok.node.tables.read-wait = 0 s";

  @TempDir private Path data;

  @Test
  void a_node_tells_every_series_that_is_named_with_the_labels_that_are_asked_for()
      throws IOException {
    Set<String> named = read();
    named.addAll(written());
    assertThat(named).hasSizeGreaterThan(30).contains(CERTIFICATES, RESTORING);
    named.removeAll(Set.of(CERTIFICATES, RESTORING));
    named.removeIf(series -> series.startsWith(DRIVER));
    Set<Selector> asked = asked();
    assertThat(asked).hasSizeGreaterThan(40);
    asked.removeIf(each -> Set.of(CERTIFICATES, RESTORING).contains(each.series()));

    Path settings = Files.writeString(data.resolve("settings.conf"), IMPATIENT);
    NodeLaunch launch = NodeLaunch.on(data.resolve("node")).with("--config", settings.toString());
    try (NodeProcess node = launch.start()) {
      use(node);
      eventually(() -> missing(named, node).isEmpty() && untold(asked, node).isEmpty());
      assertThat(missing(named, node)).isEmpty();
      assertThat(untold(asked, node)).isEmpty();
    }
  }

  @Test
  void a_node_on_cassandra_tells_every_series_of_its_driver_that_is_named() throws IOException {
    Set<String> named = written();
    named.removeIf(series -> !series.startsWith(DRIVER));
    assertThat(named).isNotEmpty();

    ClusterNodes nodes = new ClusterNodes(List.of(), CASSANDRA, data, "");
    NodeLaunch launch = nodes.launch(HOST, NodeLaunch.on(data.resolve(HOST)), nodes.keyspace());
    try (NodeProcess node = launch.start()) {
      assertThat(missing(named, node)).isEmpty();
    }
  }

  @Test
  void each_alert_says_what_is_wrong_and_has_a_runbook() throws IOException {
    String runbooks = Files.readString(PROJECT.resolve("docs/runbooks.md"));
    List<JsonNode> rules = rules();

    assertThat(rules).hasSizeGreaterThan(10);
    for (JsonNode rule : rules) {
      String alert = rule.path("alert").asText();
      assertThat(runbooks).contains("## " + alert + "\n");
      assertThat(rule.at("/annotations/runbook").asText())
          .endsWith("docs/runbooks.md#" + alert.toLowerCase(Locale.ROOT));
      assertThat(rule.at("/annotations/summary").asText()).as(alert).isNotEmpty();
      assertThat(rule.at("/labels/severity").asText()).as(alert).matches("critical|warning");
    }
  }

  @Test
  void it_is_shown_of_each_alert_when_it_fires_and_when_it_does_not() throws IOException {
    JsonNode tests = new ObjectMapper(new YAMLFactory()).readTree(ALERT_TESTS.toFile());
    List<JsonNode> cases = new ArrayList<>();
    tests.findValues("alert_rule_test").forEach(each -> each.forEach(cases::add));

    assertThat(named(cases, true)).isEqualTo(named(cases, false)).isEqualTo(alerts());
  }

  /**
   * So that there is one of everything, and a request that fails by the node, and by the client.
   */
  private static void use(NodeProcess node) throws IOException {
    String item = "{\"productId\":\"p-1\",\"quantity\":1,\"unitPrice\":\"1.00\"}";
    assertThat(node.command("cart/c-1", "add-item", item).status()).isEqualTo(200);
    String stream = "/v1/streams/product-viewed";
    assertThat(node.send("PUT", stream + "/queues/watched", "{}").status()).isEqualTo(201);
    assertThat(node.send("PUT", stream + "/consumers/watching", "{}").status()).isEqualTo(201);
    assertThat(node.send("POST", stream + "/events", "[]").status()).isLessThan(500);
    assertThat(node.get("/v1/tables/cart").status()).isEqualTo(503);
    eventually(() -> node.get("/v1/tables/cart").status() == 200);
    assertThat(node.get("/v1/cluster?unknown=1").status()).isEqualTo(400);
  }

  private static Set<String> named(List<JsonNode> cases, boolean firing) {
    return cases.stream()
        .filter(each -> each.has("exp_alerts") == firing)
        .map(each -> each.path("alertname").asText())
        .collect(Collectors.toSet());
  }

  private static Set<String> alerts() throws IOException {
    return rules().stream().map(rule -> rule.path("alert").asText()).collect(Collectors.toSet());
  }

  private static List<JsonNode> rules() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    JsonNode file = new ObjectMapper(new YAMLFactory()).readTree(ALERTS.toFile());
    file.path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  /** What alerts and the dashboard read. */
  private static Set<String> read() throws IOException {
    Set<String> read = new TreeSet<>();
    expressions().forEach(expression -> read.addAll(series(expression)));
    assertThat(read).hasSizeGreaterThan(25);
    return read;
  }

  private static List<String> expressions() throws IOException {
    List<String> expressions = new ArrayList<>();
    rules().forEach(rule -> expressions.add(rule.path("expr").asText()));
    expressions.addAll(new ObjectMapper().readTree(DASHBOARD.toFile()).findValuesAsText("expr"));
    return expressions;
  }

  /** What alerts and the dashboard ask of labels, and what the tests of alerts take for given. */
  private static Set<Selector> asked() throws IOException {
    List<String> expressions = expressions();
    expressions.addAll(
        new ObjectMapper(new YAMLFactory())
            .readTree(ALERT_TESTS.toFile())
            .findValuesAsText("series"));
    return expressions.stream()
        .flatMap(expression -> Selector.in(expression).stream())
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** What texts tell of, and manifests use; a rate that is made of a counter stands for it. */
  private static Set<String> written() throws IOException {
    Set<String> written = new TreeSet<>();
    for (String directory : TEXTS) {
      try (Stream<Path> all = Files.walk(PROJECT.resolve(directory))) {
        for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
          for (String name : series(Files.readString(file))) {
            written.add(name.replaceFirst("_per_second$", "_total"));
          }
        }
      }
    }
    return written;
  }

  private static Set<String> series(String expression) {
    Set<String> series = new TreeSet<>();
    Matcher names = SERIES.matcher(expression);
    while (names.find()) {
      series.add(names.group());
    }
    return series;
  }

  private static Set<String> missing(Set<String> named, NodeProcess node) throws IOException {
    Set<String> missing = new TreeSet<>(named);
    missing.removeAll(series(metrics(node)));
    return missing;
  }

  private static List<Selector> untold(Set<Selector> asked, NodeProcess node) throws IOException {
    List<String> lines = metrics(node).lines().toList();
    return asked.stream().filter(each -> lines.stream().noneMatch(each::isOf)).toList();
  }

  private static String metrics(NodeProcess node) throws IOException {
    try (var metrics = URI.create(node.url() + "/metrics").toURL().openStream()) {
      return new String(metrics.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
