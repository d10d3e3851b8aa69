package io.sillok.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the check of fields would see it if one was wrong. */
final class StrictFieldsTest {

  @Test
  void a_misspelled_field_is_found_where_it_is() throws IOException {
    String right = file("base/stateful-set.yaml");
    assertThat(unknown(right)).isEmpty();
    assertThat(unknown(changed(right, "periodSeconds: 2", "periodSecond: 2")))
        .containsExactly("StatefulSet.spec.template.spec.containers.startupProbe.periodSecond");
    assertThat(unknown(changed(right, "serviceName:", "serviceNames:")))
        .containsExactly("StatefulSet.spec.serviceNames");
    assertThat(unknown(changed(right, "accessModes:", "accessMode:")))
        .containsExactly("StatefulSet.spec.volumeClaimTemplates.spec.accessMode");
  }

  @Test
  void a_value_of_another_type_is_refused() throws IOException {
    String wrong = changed(file("base/stateful-set.yaml"), "periodSeconds: 2", "periodSeconds: 2s");
    assertThatThrownBy(() -> Manifests.parse(wrong)).hasMessageContaining("2s");
  }

  @Test
  void a_misspelled_field_of_a_custom_resource_is_found() throws IOException {
    String right = file("overlays/production/service-monitor.yaml");
    assertThat(Manifests.parse(right).only(GenericKubernetesResource.class)).isNotNull();
    assertThat(unknown(right)).isEmpty();
    assertThat(unknown(changed(right, "scrapeTimeout", "scrapeTimeouts")))
        .containsExactly("spec.endpoints.scrapeTimeouts");
    assertThat(unknown(changed(right, "kind: ServiceMonitor", "kind: ServiceMonitors")))
        .as("all of a kind that nobody knows")
        .isNotEmpty();
  }

  private static List<String> unknown(String yaml) {
    return StrictFields.unknown(Manifests.parse(yaml).all().getFirst());
  }

  private static String changed(String yaml, String from, String to) {
    assertThat(yaml).contains(from);
    return yaml.replaceFirst(from, to);
  }

  private static String file(String name) throws IOException {
    return Files.readString(Kustomize.MANIFESTS.resolve(name));
  }
}
