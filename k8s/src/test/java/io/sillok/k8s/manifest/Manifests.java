package io.sillok.k8s.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Resources as Kubernetes has them.
 *
 * @param all in their order
 */
record Manifests(List<HasMetadata> all) {

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  /** Reads the documents of a YAML file. */
  static Manifests parse(String yaml) {
    return new Manifests(
        Arrays.stream(yaml.split("(?m)^---\\s*$"))
            .filter(document -> document.lines().anyMatch(line -> line.startsWith("kind:")))
            .map(document -> (HasMetadata) SERIALIZATION.unmarshal(document))
            .toList());
  }

  /** Those of a kind. */
  <T> List<T> of(Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T> T only(Class<T> kind) {
    List<T> found = of(kind);
    if (found.size() != 1) {
      throw new AssertionError("There are %d %s".formatted(found.size(), kind.getSimpleName()));
    }
    return found.getFirst();
  }

  <T extends HasMetadata> T named(Class<T> kind, String name) {
    return of(kind).stream()
        .filter(each -> each.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("No %s is called %s".formatted(kind.getSimpleName(), name)));
  }

  /** Those that Kubernetes knows by a definition only. */
  List<GenericKubernetesResource> custom() {
    return of(GenericKubernetesResource.class);
  }

  /** The container of a node. */
  Container node() {
    return only(StatefulSet.class).getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  Map<String, String> podLabels() {
    return only(StatefulSet.class).getSpec().getTemplate().getMetadata().getLabels();
  }
}
