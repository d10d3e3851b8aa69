package io.sillok.node.gateway.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sillok.node.cluster.ClusterState;
import io.sillok.node.table.TableProgress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** How far tables were behind their logs when that was last looked at. */
public final class TableMetrics {

  // Each table is a time series; more of them would burden whoever keeps the series.
  private static final int MAX_TABLES = 200;

  private final MeterRegistry registry;
  private final Map<String, AtomicLong> lags = new ConcurrentHashMap<>();

  public TableMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * @param progress of the partitions that this node keeps up
   */
  public void update(ClusterState state, List<TableProgress> progress) {
    Map<String, Long> heads =
        state.logs().stream()
            .collect(
                Collectors.toMap(
                    log -> log.log() + "/" + log.partition(), ClusterState.Log::nextOffset));
    Map<String, Long> behind = new HashMap<>();
    for (TableProgress each : progress) {
      long head = heads.getOrDefault(each.log() + "/" + each.partition(), 0L);
      behind.merge(each.table(), Math.max(0, head - each.applied()), Long::sum);
    }
    lags.forEach((table, lag) -> lag.set(behind.getOrDefault(table, 0L)));
    behind.forEach((table, lag) -> {
      if (lags.size() < MAX_TABLES || lags.containsKey(table)) {
        lags.computeIfAbsent(table, this::register).set(lag);
      }
    });
  }

  private AtomicLong register(String table) {
    AtomicLong lag = new AtomicLong();
    Gauge.builder("sillok.table.lag", lag, AtomicLong::get)
        .baseUnit("offsets")
        .description("How far the partitions of a table on this node are behind their logs, in all")
        .tag("table", table)
        .register(registry);
    return lag;
  }
}
