package io.sillok.k8s.manifest;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether what resources name of each other is there. */
final class References {

  /** Alerts and dashboard look at the series of this job. */
  private static final String ALERTED_JOB = "sillok";

  /** Made by whoever deploys, as docs/operations.md says: name and key. */
  private static final Set<String> SECRETS =
      Set.of("sillok-cassandra/username", "sillok-cassandra/password");

  /** Mounted as a whole; made likewise. */
  private static final Set<String> CERTIFICATES =
      Set.of("sillok-gateway-tls", "sillok-cluster-tls", "sillok-cassandra-tls");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\(([A-Z_]+)\\)");

  private final Manifests manifests;
  private final List<String> broken = new ArrayList<>();
  private int checked;

  private References(Manifests manifests) {
    this.manifests = manifests;
  }

  static References of(String yaml) {
    References references = new References(Manifests.parse(yaml));
    references.checkPod();
    references.checkEnvironment();
    references.checkServices();
    references.checkPolicies();
    references.checkOthers();
    return references;
  }

  /** What names something that is not there. */
  List<String> broken() {
    return broken;
  }

  /** How many names were looked at. */
  int checked() {
    return checked;
  }

  private void check(boolean holds, String what) {
    checked++;
    if (!holds) {
      broken.add(what);
    }
  }

  private void checkPod() {
    StatefulSet set = manifests.only(StatefulSet.class);
    PodSpec pod = set.getSpec().getTemplate().getSpec();
    Set<String> volumes =
        Stream.concat(
                pod.getVolumes().stream().map(volume -> volume.getName()),
                set.getSpec().getVolumeClaimTemplates().stream()
                    .map(claim -> claim.getMetadata().getName()))
            .collect(Collectors.toSet());
    Container node = manifests.node();
    node.getVolumeMounts()
        .forEach(
            mount -> check(volumes.contains(mount.getName()), "volume mount " + mount.getName()));
    pod.getVolumes().stream()
        .filter(volume -> volume.getConfigMap() != null)
        .forEach(volume -> has(ConfigMap.class, volume.getConfigMap().getName()));
    pod.getVolumes().stream()
        .filter(volume -> volume.getSecret() != null)
        .map(volume -> volume.getSecret().getSecretName())
        .forEach(secret -> check(CERTIFICATES.contains(secret), "secret " + secret));
    has(ServiceAccount.class, pod.getServiceAccountName());
    has(Service.class, set.getSpec().getServiceName());
    selects(set.getSpec().getSelector().getMatchLabels(), "stateful set");
    pod.getTopologySpreadConstraints()
        .forEach(spread -> selects(spread.getLabelSelector().getMatchLabels(), "spread"));
    for (Probe probe :
        List.of(node.getStartupProbe(), node.getLivenessProbe(), node.getReadinessProbe())) {
      port(probe.getHttpGet().getPort(), "probe");
    }
  }

  private void checkEnvironment() {
    Container node = manifests.node();
    Set<String> names = node.getEnv().stream().map(EnvVar::getName).collect(Collectors.toSet());
    for (String argument : node.getArgs()) {
      Matcher variables = VARIABLE.matcher(argument);
      while (variables.find()) {
        check(names.contains(variables.group(1)), "variable of " + argument);
      }
    }
    node.getEnv().stream()
        .map(EnvVar::getValueFrom)
        .filter(Objects::nonNull)
        .forEach(this::checkSource);
  }

  private void checkSource(EnvVarSource source) {
    if (source.getConfigMapKeyRef() != null) {
      String name = source.getConfigMapKeyRef().getName();
      String key = source.getConfigMapKeyRef().getKey();
      check(
          manifests.of(ConfigMap.class).stream()
              .anyMatch(map ->
                  map.getMetadata().getName().equals(name) && map.getData().containsKey(key)),
          "key %s of config map %s".formatted(key, name));
    }
    if (source.getSecretKeyRef() != null) {
      String secret = source.getSecretKeyRef().getName() + "/" + source.getSecretKeyRef().getKey();
      check(SECRETS.contains(secret), "secret " + secret);
    }
  }

  private void checkServices() {
    for (Service service : manifests.of(Service.class)) {
      selects(service.getSpec().getSelector(), "service " + service.getMetadata().getName());
      service.getSpec().getPorts().forEach(port -> port(port.getTargetPort(), "service"));
    }
    manifests.custom().stream()
        .filter(each -> each.getKind().equals("ServiceMonitor"))
        .forEach(this::checkMonitor);
  }

  private void checkMonitor(GenericKubernetesResource monitor) {
    Map<String, String> labels = monitor.get("spec", "selector", "matchLabels");
    String port = monitor.get("spec", "endpoints", 0, "port");
    List<Service> found =
        manifests.of(Service.class).stream()
            .filter(service ->
                service.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
            .toList();
    check(found.size() == 1, "services of the monitor: " + found.size());
    String job = monitor.get("spec", "jobLabel");
    for (Service service : found) {
      check(
          service.getSpec().getPorts().stream().anyMatch(each -> each.getName().equals(port)),
          "port of the monitor: " + port);
      check(
          ALERTED_JOB.equals(service.getMetadata().getLabels().get(job)),
          "job of the monitor: " + job);
    }
  }

  private void checkPolicies() {
    for (NetworkPolicy policy : manifests.of(NetworkPolicy.class)) {
      selects(policy.getSpec().getPodSelector().getMatchLabels(), "network policy");
      policy
          .getSpec()
          .getIngress()
          .forEach(rule -> rule.getPorts().forEach(port -> port(port.getPort(), "ingress")));
      policy.getSpec().getEgress().stream()
          .filter(rule ->
              rule.getTo().stream()
                  .anyMatch(to ->
                      to.getNamespaceSelector() == null
                          && to.getPodSelector() != null
                          && isPod(to.getPodSelector().getMatchLabels())))
          .flatMap(rule -> rule.getPorts().stream())
          .map(NetworkPolicyPort::getPort)
          .forEach(port -> port(port, "egress to other nodes"));
    }
    manifests
        .of(PodDisruptionBudget.class)
        .forEach(budget ->
            selects(budget.getSpec().getSelector().getMatchLabels(), "disruption budget"));
  }

  private void checkOthers() {
    manifests
        .of(HorizontalPodAutoscaler.class)
        .forEach(scaler -> has(StatefulSet.class, scaler.getSpec().getScaleTargetRef().getName()));
    for (RoleBinding binding : manifests.of(RoleBinding.class)) {
      has(Role.class, binding.getRoleRef().getName());
      binding.getSubjects().forEach(subject -> has(ServiceAccount.class, subject.getName()));
    }
  }

  private <T extends HasMetadata> void has(Class<T> kind, String name) {
    check(
        manifests.of(kind).stream().anyMatch(each -> each.getMetadata().getName().equals(name)),
        "%s %s".formatted(kind.getSimpleName(), name));
  }

  private void selects(@Nullable Map<String, String> labels, String what) {
    check(isPod(labels), what + " selects " + labels);
  }

  private boolean isPod(@Nullable Map<String, String> labels) {
    return labels != null
        && !labels.isEmpty()
        && manifests.podLabels().entrySet().containsAll(labels.entrySet());
  }

  private void port(IntOrString port, String what) {
    List<ContainerPort> ports = manifests.node().getPorts();
    check(
        ports.stream()
            .anyMatch(each ->
                port.getStrVal() == null
                    ? each.getContainerPort().equals(port.getIntVal())
                    : each.getName().equals(port.getStrVal())),
        "%s port %s"
            .formatted(what, port.getStrVal() == null ? port.getIntVal() : port.getStrVal()));
  }
}
