package io.sillok.k8s.manifest;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a node could do that it does not need. */
final class Privileges {

  private static final long USER = 10_001;
  private static final Set<String> READING = Set.of("get", "list", "watch");

  private Privileges() {}

  /** Words for each; nothing if there is none. */
  static List<String> of(Manifests manifests) {
    List<String> found = new ArrayList<>();
    PodSpec pod = manifests.only(StatefulSet.class).getSpec().getTemplate().getSpec();
    PodSecurityContext all = pod.getSecurityContext();
    SecurityContext node = manifests.node().getSecurityContext();
    require(found, Boolean.TRUE.equals(all.getRunAsNonRoot()), "runs as root");
    require(found, Long.valueOf(USER).equals(all.getRunAsUser()), "not the image's user");
    require(found, all.getSeccompProfile().getType().equals("RuntimeDefault"), "any system call");
    require(found, Boolean.FALSE.equals(node.getAllowPrivilegeEscalation()), "may gain more");
    require(found, Boolean.TRUE.equals(node.getReadOnlyRootFilesystem()), "changes its image");
    require(found, node.getCapabilities().getDrop().equals(List.of("ALL")), "has capabilities");
    require(found, node.getPrivileged() == null, "privileged");
    require(found, manifests.node().getResources().getLimits().containsKey("memory"), "all memory");
    boolean asks = manifests.node().getArgs().contains("--discovery=kubernetes");
    require(
        found,
        asks == Boolean.TRUE.equals(pod.getAutomountServiceAccountToken()),
        "a token that it needs not, or none that it needs");
    for (Role role : manifests.of(Role.class)) {
      for (PolicyRule rule : role.getRules()) {
        require(found, rule.getResources().equals(List.of("pods")), "role for more than pods");
        require(found, READING.containsAll(rule.getVerbs()), "role that changes something");
      }
    }
    return found;
  }

  private static void require(List<String> found, boolean holds, String otherwise) {
    if (!holds) {
      found.add(otherwise);
    }
  }
}
