package io.sillok.node.gateway.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sillok.node.cluster.ClusterState;
import io.sillok.persistence.LogStore.StoreHealth;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the cluster and its store were like when they were last looked at. */
public final class ClusterMetrics {

  // Each log name is a time series; more of them would burden whoever keeps the series.
  private static final int MAX_LOGS = 200;

  private final MeterRegistry registry;
  private final AtomicLong storeBytes = new AtomicLong();
  private final AtomicLong storeHealthy = new AtomicLong();
  private final AtomicLong members = new AtomicLong();
  private final AtomicLong strangers = new AtomicLong();
  private final Map<String, LogGauges> logs = new ConcurrentHashMap<>();

  public ClusterMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("sillok.store", storeBytes, AtomicLong::get)
        .baseUnit("bytes")
        .description("Size of the store on disk; -1 if unknown")
        .register(registry);
    Gauge.builder("sillok.store.healthy", storeHealthy, AtomicLong::get)
        .description("1 while the store answers, and, if it is embedded, takes appends; else 0")
        .register(registry);
    Gauge.builder("sillok.cluster.members", members, AtomicLong::get)
        .description("Nodes of the cluster that this node knows")
        .register(registry);
    Gauge.builder("sillok.cluster.strangers", strangers, AtomicLong::get)
        .description("Nodes that use the same store and are no members of the cluster")
        .register(registry);
  }

  public void update(ClusterState state) {
    storeBytes.set(state.store().bytes());
    storeHealthy.set(state.health() instanceof StoreHealth.Healthy ? 1 : 0);
    members.set(state.members().size());
    strangers.set(state.strangers().size());
    var heads = new HashMap<String, Long>();
    var lags = new HashMap<String, Long>();
    for (ClusterState.Log log : state.logs()) {
      heads.merge(log.log(), log.nextOffset(), Long::sum);
      lags.merge(log.log(), log.indexLag(), Long::max);
    }
    heads.forEach((log, head) -> updateLog(log, head, lags.getOrDefault(log, 0L)));
  }

  /** The store does not even answer. */
  public void unreachable() {
    storeHealthy.set(0);
  }

  private void updateLog(String log, long head, long lag) {
    LogGauges known = logs.get(log);
    if (known == null && logs.size() < MAX_LOGS) {
      known = logs.computeIfAbsent(log, this::register);
    }
    if (known != null) {
      known.offsets().set(head);
      known.indexLag().set(lag);
    }
  }

  private LogGauges register(String log) {
    LogGauges gauges = new LogGauges(new AtomicLong(), new AtomicLong());
    Gauge.builder("sillok.log.offsets", gauges.offsets(), AtomicLong::get)
        .description("Offsets written in the log, over all partitions; takeover blocks included")
        .tag("log", log)
        .register(registry);
    Gauge.builder("sillok.log.index.lag", gauges.indexLag(), AtomicLong::get)
        .baseUnit("offsets")
        .description(
            "How far the index by entity is behind the log, in the partition that is worst")
        .tag("log", log)
        .register(registry);
    return gauges;
  }

  private record LogGauges(AtomicLong offsets, AtomicLong indexLag) {}
}
