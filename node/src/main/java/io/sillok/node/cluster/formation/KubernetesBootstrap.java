package io.sillok.node.cluster.formation;

import io.sillok.node.cluster.formation.ClusterSettings.Kubernetes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.discovery.Discovery;
import org.apache.pekko.discovery.Lookup;
import org.apache.pekko.discovery.ServiceDiscovery;
import org.apache.pekko.management.cluster.bootstrap.ClusterBootstrap;
import org.apache.pekko.management.javadsl.PekkoManagement;

/**
 * Has Pekko's bootstrap find the other nodes among the pods. They ask each other over HTTP, at a
 * port that answers nothing but that; application.conf says how.
 */
final class KubernetesBootstrap {

  private static final String METHOD = "kubernetes-api";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ActorSystem system;
  private final ClusterSettings settings;
  private final Kubernetes kubernetes;
  private final ServiceDiscovery pods;

  /**
   * @throws RuntimeException if this is not in Kubernetes
   */
  KubernetesBootstrap(ActorSystem system, ClusterSettings settings, Kubernetes kubernetes) {
    this.system = system;
    this.settings = settings;
    this.kubernetes = kubernetes;
    pods = Discovery.get(system).loadServiceDiscovery(METHOD);
  }

  /** The stage fails if the port cannot be listened on; else the node joins sooner or later. */
  CompletionStage<?> start() {
    return PekkoManagement.get(system)
        .start()
        .handle((uri, failure) -> {
          if (failure != null) {
            throw new ManagementException(
                "Other nodes cannot ask this one for its cluster: %s port %d cannot be listened on (%s); see sillok.node.cluster.kubernetes.management-port"
                    .formatted(
                        kubernetes.host(), kubernetes.managementPort(), failure.getMessage()),
                failure);
          }
          ClusterBootstrap.get(system).start();
          return uri;
        });
  }

  /** What it waits for, in words; never fails. */
  CompletionStage<String> waitsFor() {
    return pods.lookup(
            Lookup.create(settings.name()).withPortName(kubernetes.portName()).withProtocol("tcp"),
            PATIENCE)
        .handle((found, failure) ->
            failure == null
                ? "%d pods with %s run and have a port named %s; it takes %d of them to begin a cluster"
                    .formatted(
                        found.getAddresses().size(),
                        kubernetes.podLabelSelector(),
                        kubernetes.portName(),
                        kubernetes.requiredNodes())
                : "Kubernetes does not tell which pods there are: " + reason(failure));
  }

  private static String reason(Throwable failure) {
    return Optional.ofNullable(failure.getCause()).orElse(failure).toString();
  }
}
