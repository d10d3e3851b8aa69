package io.sillok.k8s.manifest;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds fields that Kubernetes does not know. The model keeps them aside instead of refusing them,
 * and an API server would drop them; what was meant would not be so.
 */
final class StrictFields {

  private static final String MODEL = "io.fabric8.kubernetes.api.model";
  private static final String ASIDE = "additionalProperties";

  /**
   * By kind, the fields that are used of what only a definition describes, by hand: another field
   * is looked up there, and whether it is deprecated.
   */
  private static final Map<String, Set<String>> CUSTOM =
      Map.of(
          "ServiceMonitor",
          Set.of(
              "spec.jobLabel",
              "spec.selector.matchLabels.*",
              "spec.endpoints.port",
              "spec.endpoints.scheme",
              "spec.endpoints.tlsConfig.ca.secret.name",
              "spec.endpoints.tlsConfig.ca.secret.key",
              "spec.endpoints.tlsConfig.serverName",
              "spec.endpoints.path",
              "spec.endpoints.interval",
              "spec.endpoints.scrapeTimeout"),
          "K8ssandraCluster",
          Set.of(
              "spec.auth",
              "spec.cassandra.serverVersion",
              "spec.cassandra.datacenters.metadata.name",
              "spec.cassandra.datacenters.size",
              "spec.cassandra.datacenters.storageConfig.cassandraDataVolumeClaimSpec.storageClassName",
              "spec.cassandra.datacenters.storageConfig.cassandraDataVolumeClaimSpec.accessModes",
              "spec.cassandra.datacenters.storageConfig.cassandraDataVolumeClaimSpec.resources.requests.storage",
              "spec.cassandra.datacenters.resources.requests.cpu",
              "spec.cassandra.datacenters.resources.requests.memory",
              "spec.cassandra.datacenters.resources.limits.memory",
              "spec.cassandra.datacenters.config.jvmOptions.heap_initial_size",
              "spec.cassandra.datacenters.config.jvmOptions.heap_max_size",
              "spec.cassandra.datacenters.config.cassandraYaml.paxos_variant"));

  private final List<String> unknown = new ArrayList<>();

  private StrictFields() {}

  /** The paths of fields that are not known; empty if all are. */
  static List<String> unknown(HasMetadata resource) {
    StrictFields fields = new StrictFields();
    if (resource instanceof GenericKubernetesResource custom) {
      Set<String> known = CUSTOM.getOrDefault(custom.getKind(), Set.of());
      fields.compare(known, "", custom.getAdditionalProperties());
    } else {
      fields.visit(resource.getKind(), resource);
    }
    return fields.unknown;
  }

  private void compare(Set<String> known, String path, @Nullable Object value) {
    switch (value) {
      case Map<?, ?> object ->
          object.forEach((name, each) ->
              compare(known, path.isEmpty() ? name.toString() : path + "." + name, each));
      case List<?> list -> list.forEach(each -> compare(known, path, each));
      case null, default -> {
        String any = path.replaceFirst("(matchLabels)\\..*", "$1.*");
        if (!known.contains(any)) {
          unknown.add(path);
        }
      }
    }
  }

  private void visit(String path, @Nullable Object value) {
    switch (value) {
      case Map<?, ?> map -> map.forEach((name, each) -> visit(path + "." + name, each));
      case List<?> list -> list.forEach(each -> visit(path, each));
      case null -> {}
      case Object object
          when object.getClass().getName().startsWith(MODEL) && !object.getClass().isEnum() ->
          visitFields(path, object);
      default -> {}
    }
  }

  private void visitFields(String path, Object object) {
    for (Class<?> type = object.getClass();
        type != null && type.getName().startsWith(MODEL);
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          visitField(path, field, object);
        }
      }
    }
  }

  private void visitField(String path, Field field, Object object) {
    try {
      field.setAccessible(true);
      Object value = field.get(object);
      if (field.getName().equals(ASIDE) && value instanceof Map<?, ?> aside) {
        aside.keySet().forEach(name -> unknown.add(path + "." + name));
      } else {
        visit(path + "." + field.getName(), value);
      }
    } catch (IllegalAccessException hidden) {
      throw new AssertionError(hidden);
    }
  }
}
