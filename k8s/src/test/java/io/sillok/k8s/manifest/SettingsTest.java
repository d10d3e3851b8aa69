package io.sillok.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings that the manifests give. */
final class SettingsTest {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)}");
  private static final List<String> DEFAULTS =
      List.of(
          "../node/src/main/resources/reference.conf",
          "../persistence-plugin/src/main/resources/reference.conf");

  @ParameterizedTest
  @CsvSource({
    "base/sillok.conf, base/stateful-set.yaml base/stateful-set.yaml, 1",
    "overlays/production/sillok.conf, base/stateful-set.yaml overlays/production/stateful-set.yaml, 7",
    "components/tls/tls.conf, base/stateful-set.yaml components/tls/stateful-set.yaml, 8",
    "components/cassandra-tls/cassandra-tls.conf, base/stateful-set.yaml components/cassandra-tls/stateful-set.yaml, 3"
  })
  void every_setting_and_variable_is_known(String file, String pods, int settings)
      throws IOException {
    String text = Files.readString(Kustomize.MANIFESTS.resolve(file));
    assertThat(ownPaths(text))
        .hasSize(settings)
        .allSatisfy(path -> assertThat(defaults().hasPath(path)).as(path).isTrue());
    Matcher variables = VARIABLE.matcher(text);
    while (variables.find()) {
      List<String> names = new ArrayList<>();
      for (String pod : pods.split(" ", -1)) {
        Manifests.parse(Files.readString(Kustomize.MANIFESTS.resolve(pod)))
            .node()
            .getEnv()
            .forEach(variable -> names.add(variable.getName()));
      }
      assertThat(names).contains(variables.group(1));
    }
  }

  @Test
  void a_misspelled_setting_would_be_found() {
    assertThat(ownPaths("sillok.node.cluster.kubernetes.required-node = 2"))
        .singleElement()
        .satisfies(path -> assertThat(defaults().hasPath(path)).isFalse());
  }

  @Test
  void what_pods_are_called_and_their_port_is_what_nodes_look_for() throws IOException {
    Config kubernetes = defaults().getConfig("sillok.node.cluster.kubernetes");
    Manifests pod =
        Manifests.parse(
            Files.readString(Kustomize.MANIFESTS.resolve("overlays/production/stateful-set.yaml")));
    assertThat(pod.node().getPorts())
        .anySatisfy(port -> {
          assertThat(port.getName()).isEqualTo(kubernetes.getString("port-name"));
          assertThat(port.getContainerPort()).isEqualTo(kubernetes.getInt("management-port"));
        });
    assertThat(pod.node().getName()).isEqualTo(kubernetes.getString("container-name"));
    assertThat(Files.readString(Kustomize.MANIFESTS.resolve("base/kustomization.yaml")))
        .contains(kubernetes.getString("pod-label-selector").replace("=", ": "));
  }

  @Test
  void tables_are_kept_where_production_outside_of_kubernetes_keeps_them() throws IOException {
    String tables = "sillok.node.tables.store";
    Path outside = Kustomize.MANIFESTS.resolveSibling("deploy").resolve("production.conf");
    Path inside = Kustomize.MANIFESTS.resolve("overlays/production/sillok.conf");
    assertThat(settings(Files.readString(inside)).getString(tables))
        .isEqualTo(ConfigFactory.parseFile(outside.toFile()).resolve().getString(tables))
        .isNotEqualTo(defaults().getString(tables));
  }

  private static Config settings(String text) {
    return ConfigFactory.parseString(VARIABLE.matcher(text).replaceAll("\"$1\""));
  }

  private static List<String> ownPaths(String text) {
    return settings(text).entrySet().stream()
        .map(entry -> entry.getKey())
        .filter(path -> ConfigUtil.splitPath(path).getFirst().equals("sillok"))
        .toList();
  }

  private static Config defaults() {
    Config all = ConfigFactory.empty();
    for (String file : DEFAULTS) {
      Path path = Kustomize.MANIFESTS.resolve(file).normalize();
      all = all.withFallback(ConfigFactory.parseFile(path.toFile()));
    }
    return all.resolve();
  }
}
