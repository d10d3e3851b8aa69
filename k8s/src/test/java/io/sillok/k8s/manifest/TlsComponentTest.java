package io.sillok.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code components/tls}, which production has, and {@code components/cassandra-tls}. */
final class TlsComponentTest {

  @TempDir private Path directory;

  private String rendered = "";

  @BeforeEach
  void render() throws IOException {
    assumeTrue(Kustomize.isThere(), Kustomize.MISSING);
    rendered = Kustomize.productionWith(List.of("cassandra-tls"), directory.resolve("with"));
  }

  @Test
  void it_is_as_sound_as_production() {
    Manifests manifests = manifests();
    assertThat(manifests.all()).hasSize(13);
    for (HasMetadata resource : manifests.all()) {
      assertThat(StrictFields.unknown(resource)).as("%s", resource).isEmpty();
    }
    assertThat(References.of(rendered).broken()).isEmpty();
    assertThat(
            References.of(rendered.replace("secretName: sillok-gateway-tls", "secretName: tls"))
                .broken())
        .hasSize(1);
    assertThat(Privileges.of(manifests)).isEmpty();
  }

  @Test
  void probes_speak_https() {
    Container node = manifests().node();
    assertThat(List.of(node.getStartupProbe(), node.getLivenessProbe(), node.getReadinessProbe()))
        .allSatisfy(probe -> {
          assertThat(probe.getHttpGet().getScheme()).isEqualTo("HTTPS");
          assertThat(probe.getHttpGet().getPath()).startsWith("/health/");
          assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
        });
  }

  @Test
  void a_node_reads_settings_whose_files_are_in_mounted_secrets() throws IOException {
    Config settings = settings();
    assertThat(settings.getBoolean("sillok.gateway.tls.enabled")).isTrue();
    assertThat(settings.getBoolean("sillok.node.cluster.tls.enabled")).isTrue();
    assertThat(settings.getBoolean("sillok.persistence.cassandra.tls.enabled")).isTrue();
    assertThat(settings.getInt("sillok.persistence.partitions")).isEqualTo(64);
    for (String file :
        List.of(
            "sillok.gateway.tls.certificate",
            "sillok.gateway.tls.private-key",
            "sillok.node.cluster.tls.certificate",
            "sillok.node.cluster.tls.private-key",
            "sillok.node.cluster.tls.ca",
            "sillok.persistence.cassandra.tls.ca")) {
      String path = settings.getString(file);
      int name = path.lastIndexOf('/');
      assertThat(secretAt(path.substring(0, name))).as(file).isPresent();
      assertThat(path.substring(name + 1)).isIn("tls.crt", "tls.key", "ca.crt");
    }
    assertThat(secretAt("/etc/sillok-tls/gateway")).contains("sillok-gateway-tls");
    assertThat(secretAt("/etc/sillok-tls/cluster")).contains("sillok-cluster-tls");
    assertThat(secretAt("/etc/sillok-tls/cassandra")).contains("sillok-cassandra-tls");
  }

  @Test
  void production_has_tls_unless_it_is_taken_out() throws IOException {
    Manifests production = Manifests.parse(Kustomize.render("overlays/production"));
    assertThat(production.node().getReadinessProbe().getHttpGet().getScheme()).isEqualTo("HTTPS");

    String without = Kustomize.productionWithoutTls(directory.resolve("without"));
    Manifests open = Manifests.parse(without);
    assertThat(open.all()).hasSize(13);
    for (HasMetadata resource : open.all()) {
      assertThat(StrictFields.unknown(resource)).as("%s", resource).isEmpty();
    }
    assertThat(References.of(without).broken()).isEmpty();
    assertThat(open.node().getReadinessProbe().getHttpGet().getScheme()).isNull();
    assertThat(without).doesNotContain("sillok-gateway-tls", "sillok-cluster-tls");
  }

  @Test
  void clients_find_https_at_its_usual_port() {
    List<ServicePort> ports = manifests().named(Service.class, "sillok").getSpec().getPorts();
    assertThat(ports)
        .singleElement()
        .satisfies(port -> {
          assertThat(port.getPort()).isEqualTo(443);
          assertThat(port.getAppProtocol()).isEqualTo("https");
        });
  }

  @Test
  void prometheus_scrapes_https_and_knows_the_authority() {
    GenericKubernetesResource monitor = manifests().custom().getFirst();
    assertThat(monitor.<String>get("spec", "endpoints", 0, "scheme")).isEqualTo("https");
    assertThat(
            monitor.<Map<String, String>>get("spec", "endpoints", 0, "tlsConfig", "ca", "secret"))
        .isEqualTo(Map.of("name", "sillok-gateway-tls", "key", "ca.crt"));
    assertThat(monitor.<String>get("spec", "endpoints", 0, "path")).isEqualTo("/metrics");
  }

  @Test
  void who_may_talk_with_nodes_stays_as_it_is() throws IOException {
    NetworkPolicy without =
        Manifests.parse(Kustomize.productionWithoutTls(directory.resolve("without")))
            .only(NetworkPolicy.class);
    assertThat(manifests().only(NetworkPolicy.class)).isEqualTo(without);
  }

  private Manifests manifests() {
    return Manifests.parse(rendered);
  }

  /** As a node reads them, from the files that the pod has. */
  private Config settings() throws IOException {
    Map<String, String> files =
        manifests().of(ConfigMap.class).stream()
            .map(ConfigMap::getData)
            .filter(data -> data.containsKey("sillok.conf"))
            .findFirst()
            .orElseThrow();
    Path pod = Files.createDirectory(directory.resolve("pod"));
    for (var file : files.entrySet()) {
      Files.writeString(pod.resolve(file.getKey()), file.getValue());
    }
    return ConfigFactory.parseFile(pod.resolve("sillok.conf").toFile());
  }

  private Optional<String> secretAt(String path) {
    List<Volume> volumes =
        manifests().only(StatefulSet.class).getSpec().getTemplate().getSpec().getVolumes();
    return manifests().node().getVolumeMounts().stream()
        .filter(
            mount -> mount.getMountPath().equals(path) && Boolean.TRUE.equals(mount.getReadOnly()))
        .map(VolumeMount::getName)
        .flatMap(name -> volumes.stream().filter(volume -> volume.getName().equals(name)))
        .map(volume -> volume.getSecret().getSecretName())
        .findFirst();
  }
}
