package io.sillok.k8s.cluster;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.HashMap;
import java.util.List;

/** An API server of Kubernetes that knows the pods that it is told of. */
final class ApiServer implements AutoCloseable {

  static final int MANAGEMENT_PORT = 7626;

  private static final String NAMESPACE = "shop";

  private final MockWebServer web = new MockWebServer();
  private final KubernetesMockServer server =
      new KubernetesMockServer(new Context(), web, new HashMap<>(), new AnswersJson(), true);
  private final NamespacedKubernetesClient client;

  ApiServer() {
    server.init();
    client = server.createClient();
  }

  /** Words before a program, which then believes that it runs in a pod. */
  List<String> environment() {
    return List.of(
        "env",
        "KUBERNETES_SERVICE_HOST=" + server.getHostName(),
        "KUBERNETES_SERVICE_PORT=" + server.getPort());
  }

  /** What a pod would have in files, and where its pods are. */
  String settings() {
    return """
    pekko.discovery.kubernetes-api.api-ca-path = "%s"
    sillok.node.cluster.kubernetes.namespace = %s
    """
        .formatted(web.getSelfSignedCertificate().certificatePath(), NAMESPACE);
  }

  /** A pod of {@code application} that runs at {@code address}. */
  void run(String application, String address) {
    ContainerState running = new ContainerStateBuilder().withNewRunning().endRunning().build();
    create(application, address, running);
  }

  /** A pod of {@code application} at {@code address} whose container ends again and again. */
  void crash(String application, String address) {
    ContainerState waiting =
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason("CrashLoopBackOff")
            .endWaiting()
            .build();
    create(application, address, waiting);
  }

  /** Its phase is that it runs, whatever its container does: so Kubernetes has it. */
  private void create(String application, String address, ContainerState container) {
    client
        .pods()
        .inNamespace(NAMESPACE)
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(application + "-" + address.replace('.', '-'))
                .withNamespace(NAMESPACE)
                .addToLabels("app.kubernetes.io/name", application)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName(application)
                .addNewPort()
                .withName("management")
                .withContainerPort(MANAGEMENT_PORT)
                .endPort()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .withPodIP(address)
                .addNewContainerStatus()
                .withName(application)
                .withState(container)
                .endContainerStatus()
                .endStatus()
                .build())
        .create();
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }

  /** Says of its answers what they are, as an API server does. */
  private static final class AnswersJson extends KubernetesCrudDispatcher {

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      return super.dispatch(request).setHeader("Content-Type", "application/json");
    }
  }
}
