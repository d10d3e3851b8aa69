package io.sillok.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deployed. */
final class RenderedManifestsTest {

  @TempDir private Path directory;

  @BeforeEach
  void kubectl() {
    assumeTrue(Kustomize.isThere(), Kustomize.MISSING);
  }

  @ParameterizedTest
  @CsvSource({"dev, 5, 0", "production, 13, 1"})
  void every_field_of_an_overlay_is_one_that_kubernetes_knows(
      String overlay, int resources, int custom) throws IOException {
    Manifests manifests = Manifests.parse(Kustomize.render("overlays/" + overlay));
    assertThat(manifests.all()).hasSize(resources);
    assertThat(manifests.custom()).hasSize(custom);
    for (HasMetadata resource : manifests.all()) {
      assertThat(StrictFields.unknown(resource)).as("%s", resource).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production"})
  void what_a_resource_names_is_there(String overlay) throws IOException {
    References references = References.of(Kustomize.render("overlays/" + overlay));
    assertThat(references.broken()).isEmpty();
    assertThat(references.checked()).isGreaterThan(overlay.equals("dev") ? 10 : 30);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "targetPort: http | targetPort: https",
        "- port: management | - port: managements",
        "jobLabel: app.kubernetes.io/name | jobLabel: app.kubernetes.io/component",
        "- port: 7626 | - port: 7627",
        "serviceName: sillok-nodes | serviceName: sillok-node",
        "(mountPath: /tmp\\s+name: )tmp | $1temp",
        "\\$\\(POD_IP\\) | \\$(POD_IPS)",
        "key: CONTACT_POINTS | key: CONTACT_POINT",
        "(key: username\\s+name: sillok-cassandra) | $1s",
        "(matchLabels:\\s+app.kubernetes.io/component: )nodes | $1node"
      })
  void a_name_of_nothing_is_found(String from, String to) throws IOException {
    String right = Kustomize.render("overlays/production");
    String wrong = right.replaceFirst(from, to);
    assertThat(wrong).isNotEqualTo(right);
    assertThat(References.of(wrong).broken()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production"})
  void the_version_of_what_is_deployed_is_the_tag_of_the_image(String overlay) throws IOException {
    Kustomize.copyTo(directory);
    Path copy = directory.resolve("overlays").resolve(overlay);
    Path kustomization = copy.resolve("kustomization.yaml");
    Files.writeString(
        kustomization,
        Files.readString(kustomization).replace("newTag: 0.1.0-SNAPSHOT", "newTag: 2.7.1"));
    Manifests manifests = Manifests.parse(Kustomize.render(copy.toString()));
    assertThat(manifests.node().getImage()).isEqualTo("sillok:2.7.1");
    assertThat(manifests.node().getEnv())
        .anySatisfy(variable -> {
          assertThat(variable.getName()).isEqualTo("SILLOK_APP_VERSION");
          assertThat(variable.getValue()).isEqualTo("2.7.1");
        });
  }

  @Test
  void a_cassandra_may_come_with_production() throws IOException {
    Manifests manifests =
        Manifests.parse(Kustomize.productionWith(List.of("cassandra"), directory));
    assertThat(manifests.custom())
        .hasSize(2)
        .allSatisfy(each -> assertThat(StrictFields.unknown(each)).isEmpty())
        .anySatisfy(each -> {
          assertThat(each.getKind()).isEqualTo("K8ssandraCluster");
          assertThat(each.getMetadata().getNamespace()).isEqualTo("sillok");
        });
  }

  @Test
  void a_node_may_do_nothing_that_it_does_not_need() throws IOException {
    for (String overlay : new String[] {"overlays/dev", "overlays/production"}) {
      String right = Kustomize.render(overlay);
      assertThat(Privileges.of(Manifests.parse(right))).as(overlay).isEmpty();
      String wrong = right.replace("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false");
      assertThat(Privileges.of(Manifests.parse(wrong))).hasSize(1);
    }
  }
}
