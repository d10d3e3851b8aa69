package io.sillok.node;

import com.typesafe.config.Config;
import io.sillok.node.cluster.formation.Agreement;
import io.sillok.node.cluster.formation.ClusterSettings;
import io.sillok.node.cluster.formation.Formation;
import io.sillok.node.cluster.formation.StoreIdentity;
import io.sillok.node.cluster.tls.ClusterTls;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.LoadedModule;
import io.sillok.node.gateway.GatewaySettings;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LogStore.StoreDescription;
import io.sillok.persistence.cassandra.CassandraSettings;
import io.sillok.persistence.tls.TlsContexts;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;

/** Has a node join its cluster, with the store and the modules that it has. */
final class ClusterStart {

  private static final String SECTION = "sillok.node.cluster";
  private static final String EMBEDDED = "rocksdb";

  private final ActorSystem<?> system;
  private final LogStore store;
  private final EntityModels models;
  private final ClusterSettings settings;

  ClusterStart(ActorSystem<?> system, LogStore store, EntityModels models) {
    this.system = system;
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
    if (!ClusterSettings.of(config.getConfig(SECTION)).seeds().isEmpty()
        && config.getString("sillok.persistence.store").equals(EMBEDDED)) {
      throw new StartException(
          "embedded-cluster",
          "The embedded store is for one node, but seeds are given; start all nodes with --store cassandra, or this one without --seed",
          null);
    }
    checkCertificates(config);
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
                        settings.version(),
                        modules()))
                .join());
  }

  private SortedMap<String, String> modules() {
    SortedMap<String, String> all = new TreeMap<>();
    for (LoadedModule module : models.modules()) {
      module
          .entityTypes()
          .forEach(type -> all.put("entity type " + type.type().name(), module.name()));
      module
          .streams()
          .forEach(stream -> all.put("stream " + stream.definition().stream(), module.name()));
      module
          .processors()
          .forEach(processor -> all.put("processor " + processor.type().name(), module.name()));
      module
          .projections()
          .forEach(projection -> all.put("projection " + projection.type().name(), module.name()));
    }
    return all;
  }
}
