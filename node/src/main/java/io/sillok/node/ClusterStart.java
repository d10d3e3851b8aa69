package io.sillok.node;

import com.typesafe.config.Config;
import io.sillok.node.cluster.NodeAddress;
import io.sillok.node.cluster.StartProgress;
import io.sillok.node.cluster.formation.Agreement;
import io.sillok.node.cluster.formation.ClusterSettings;
import io.sillok.node.cluster.formation.ClusterSettings.Kubernetes;
import io.sillok.node.cluster.formation.ClusterSettings.Seed;
import io.sillok.node.cluster.formation.Formation;
import io.sillok.node.cluster.formation.SharedSettings;
import io.sillok.node.cluster.formation.StoreIdentity;
import io.sillok.node.cluster.formation.StorePresence;
import io.sillok.node.cluster.tls.ClusterTls;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.LoadedModule;
import io.sillok.node.gateway.GatewaySettings;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LogStore.StoreDescription;
import io.sillok.persistence.cassandra.CassandraSettings;
import io.sillok.persistence.tls.TlsContexts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;

/** Has a node join its cluster, with the store and the modules that it has. */
final class ClusterStart {

  private static final int LAST_PORT = 65_535;
  private static final String SECTION = "sillok.node.cluster";
  private static final String EMBEDDED = "rocksdb";
  private static final String THIS_MACHINE = "127.0.0.1";
  private static final String LOOPBACK = "127.";

  /** Such as {@code 0.0.0.0}, {@code ::} and {@code [::]}. */
  private static final Pattern EVERY_ADDRESS = Pattern.compile("\\[?[0:.]+]?");

  private static final String API_CERTIFICATE = "pekko.discovery.kubernetes-api.api-ca-path";
  private static final String DATA_CENTER =
      "datastax-java-driver.basic.load-balancing-policy.local-datacenter";
  private static final String API_SERVER = "KUBERNETES_SERVICE_HOST";

  private final ActorSystem<?> system;
  private final LogStore store;
  private final EntityModels models;
  private final ClusterSettings settings;
  private final StartProgress progress;

  ClusterStart(ActorSystem<?> system, LogStore store, EntityModels models, StartProgress progress) {
    this.system = system;
    this.progress = progress;
    this.store = store;
    this.models = models;
    settings = ClusterSettings.of(system.settings().config().getConfig(SECTION));
  }

  /**
   * Looks at what can be wrong before anything is started.
   *
   * @throws StartException saying what to do
   */
  static void check(Config config) {
    ClusterSettings settings = ClusterSettings.of(config.getConfig(SECTION));
    boolean isEmbedded = config.getString("sillok.persistence.store").equals(EMBEDDED);
    if (!settings.seeds().isEmpty() && isEmbedded) {
      throw new StartException(
          "embedded-cluster",
          "The embedded store is for one node, but seeds are given; start all nodes with --store cassandra, or this one without --seed",
          null);
    }
    checkHost(settings.seeds(), config.getString(SECTION + ".host"));
    checkPort(config.getInt(SECTION + ".port"));
    checkCertificates(config);
    settings
        .kubernetes()
        .ifPresent(kubernetes -> {
          check(kubernetes, settings, isEmbedded);
          checkPod(Path.of(config.getString(API_CERTIFICATE)));
        });
  }

  private static void check(Kubernetes kubernetes, ClusterSettings settings, boolean isEmbedded) {
    if (isEmbedded) {
      throw new StartException(
          "embedded-cluster",
          "The embedded store is for one node, but others are to be found in Kubernetes; start all nodes with --store cassandra, or this one without --discovery kubernetes",
          null);
    }
    if (!settings.seeds().isEmpty()) {
      throw new StartException(
          "two-discoveries",
          "Other nodes are to be found in Kubernetes, but the seeds %s are given, too; leave out --seed or --discovery kubernetes"
              .formatted(settings.seeds()),
          null);
    }
    if (kubernetes.host().equals(THIS_MACHINE)) {
      throw new StartException(
          "host-not-reached",
          "Other pods cannot reach this one at %s; give the address of this pod (status.podIP) with --cluster-host"
              .formatted(THIS_MACHINE),
          null);
    }
  }

  private static void checkHost(List<Seed> seeds, String host) {
    if (EVERY_ADDRESS.matcher(host).matches()) {
      throw new StartException(
          "host-not-reached",
          "Other nodes cannot reach this one at %s, which stands for all addresses of a machine; give one of them, or a name, with --cluster-host (only --host, for clients, may be %s)"
              .formatted(host, host),
          null);
    }
    if (isThisMachine(host)
        && !seeds.stream().map(Seed::host).allMatch(ClusterStart::isThisMachine)) {
      throw new StartException(
          "host-not-reached",
          "Of the seeds %s some are on other machines, and none of those reaches this node at %s; give the address of this machine with --cluster-host"
              .formatted(seeds, host),
          null);
    }
  }

  private static void checkPort(int port) {
    if (port < 0 || port > LAST_PORT) {
      throw new StartException(
          "invalid-port",
          "%s.port (--cluster-port) must be between 0 and %d, but is %d"
              .formatted(SECTION, LAST_PORT, port),
          null);
    }
  }

  private static boolean isThisMachine(String host) {
    return host.startsWith(LOOPBACK) || host.equals("localhost") || host.equals("[::1]");
  }

  private static void checkPod(Path certificate) {
    if (System.getenv(API_SERVER) == null) {
      throw new StartException(
          "not-in-kubernetes",
          "Other nodes are to be found in Kubernetes, but this is no pod, for %s is not set; leave out --discovery kubernetes, or set that and KUBERNETES_SERVICE_PORT"
              .formatted(API_SERVER),
          null);
    }
    if (!Files.isReadable(certificate)) {
      throw new StartException(
          "no-service-account",
          "This pod may not ask Kubernetes for others, for there is no %s; it needs a service account and automountServiceAccountToken: true"
              .formatted(certificate),
          null);
    }
  }

  private static void checkCertificates(Config config) {
    GatewaySettings.tls(config).ifPresent(TlsContexts::check);
    ClusterTls.settings(config).ifPresent(TlsContexts::check);
    if (!config.getString("sillok.persistence.store").equals(EMBEDDED)) {
      CassandraSettings.of(config.getConfig("sillok.persistence"))
          .tls()
          .ifPresent(TlsContexts::check);
    }
  }

  /** Completes when the node is up, however long the store and the others take. */
  CompletionStage<Done> join() {
    progress.at("joins the cluster " + settings.name());
    StoreDescription where = store.describe();
    String words = "%s %s".formatted(where.kind(), where.location());
    return StoreIdentity.claim(store.facts(), settings.name(), words)
        .thenCompose(id ->
            new Formation(
                    system,
                    settings,
                    new Agreement(
                        Agreement.PROTOCOL,
                        settings.name(),
                        words,
                        id,
                        dataCenter(),
                        settings.version(),
                        modules(),
                        SharedSettings.of(system.settings().config())),
                    presence(words),
                    progress)
                .join());
  }

  /** That of the Cassandra servers which this node asks; empty if none is named. */
  private String dataCenter() {
    Config config = system.settings().config();
    return !config.getString("sillok.persistence.store").equals(EMBEDDED)
            && config.hasPath(DATA_CENTER)
        ? config.getString(DATA_CENTER)
        : "";
  }

  private Optional<StorePresence> presence(String where) {
    String self = NodeAddress.of(Cluster.get(system).selfMember().address());
    Config section = system.settings().config().getConfig(SECTION);
    return store.presence().map(present -> StorePresence.of(present, where, self, section));
  }

  private SortedMap<String, String> modules() {
    SortedMap<String, String> all = new TreeMap<>();
    for (LoadedModule module : models.modules()) {
      String name = "%s %s".formatted(module.name(), module.version());
      module.entityTypes().forEach(type -> all.put("entity type " + type.type().name(), name));
      module.streams().forEach(stream -> all.put("stream " + stream.definition().stream(), name));
      module
          .processors()
          .forEach(processor -> all.put("processor " + processor.type().name(), name));
      module
          .projections()
          .forEach(projection -> all.put("projection " + projection.type().name(), name));
    }
    return all;
  }
}
