package io.sillok.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.sillok.node.process.NodeLaunch;
import io.sillok.node.process.NodeLaunch.Ended;
import io.sillok.node.process.NodeProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manifests want of a node, a node has. */
final class ManifestsIT {

  @TempDir private Path directory;

  @Test
  void a_node_answers_probes_and_exports_what_it_is_scaled_by() throws Exception {
    Container container = parse("base/stateful-set.yaml").node();
    try (NodeProcess node = NodeLaunch.on(directory.resolve("data")).start()) {
      for (Probe probe :
          List.of(
              container.getStartupProbe(),
              container.getLivenessProbe(),
              container.getReadinessProbe())) {
        assertThat(node.get(probe.getHttpGet().getPath()).status()).isEqualTo(200);
      }
      String path =
          parse("overlays/production/service-monitor.yaml")
              .only(GenericKubernetesResource.class)
              .get("spec", "endpoints", 0, "path");
      String metric =
          parse("overlays/production/autoscaler.yaml")
              .only(HorizontalPodAutoscaler.class)
              .getSpec()
              .getMetrics()
              .getFirst()
              .getPods()
              .getMetric()
              .getName();
      String series = metric.replaceFirst("_per_second$", "_total");
      assertThat(series).isNotEqualTo(metric);
      assertThat(metrics(node, path)).contains("# TYPE " + series + " counter");
      assertThat(read("overlays/production/prometheus-adapter.yaml"))
          .contains("seriesQuery: " + series + "{", "as: ${1}_per_second");
    }
  }

  @Test
  void every_option_is_one_of_the_command_line() throws IOException {
    Ended help = NodeLaunch.of("start", "--help").run();
    assertThat(help.exitCode()).isZero();
    List<String> options =
        List.of("base/stateful-set.yaml", "overlays/production/stateful-set.yaml").stream()
            .flatMap(file -> parse(file).node().getArgs().stream())
            .filter(argument -> argument.startsWith("--"))
            .map(argument -> argument.replaceFirst("=.*", ""))
            .toList();
    assertThat(options)
        .hasSizeGreaterThan(10)
        .allSatisfy(option -> assertThat(help.out()).anyMatch(line -> line.contains(option + "=")));
  }

  private static String metrics(NodeProcess node, String path)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(node.url() + path)).build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  private static Manifests parse(String file) {
    return Manifests.parse(read(file));
  }

  private static String read(String file) {
    try {
      return Files.readString(Kustomize.MANIFESTS.resolve(file));
    } catch (IOException unread) {
      throw new AssertionError(unread);
    }
  }
}
