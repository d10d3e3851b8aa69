package io.sillok.loadtests.flink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * A cluster of Flink in one process that stays for all jobs: {@code FlinkPeer BROKERS DIRECTORY}.
 * For each line of a {@link Work} it answers how many seconds the job took to start, and to have
 * all its results committed after that.
 */
public final class FlinkPeer {

  private static final int PARALLELISM = 2;
  private static final int MANAGED_MEBIBYTES = 512;
  private static final Duration CHECKPOINTS = Duration.ofSeconds(1);
  private static final long POLL_MILLIS = 5;

  private final String brokers;
  private final Configuration configuration;
  private final MiniCluster cluster;

  private FlinkPeer(String brokers, Configuration configuration, MiniCluster cluster) {
    this.brokers = brokers;
    this.configuration = configuration;
    this.cluster = cluster;
  }

  @SuppressWarnings("try") // nobody interrupts it
  public static void main(String[] arguments) throws Exception {
    Configuration configuration = configuration(arguments[1]);
    MiniClusterConfiguration settings =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(PARALLELISM)
            .withRandomPorts()
            .build();
    try (MiniCluster cluster = new MiniCluster(settings)) {
      cluster.start();
      new FlinkPeer(arguments[0], configuration, cluster).serve();
    }
  }

  /** State in RocksDB, in a checkpoint each second, exactly once; the rest is Flink's default. */
  private static Configuration configuration(String directory) {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINTS);
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file://" + directory + "/checkpoints");
    configuration.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(MANAGED_MEBIBYTES));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.setString("io.tmp.dirs", directory);
    return configuration;
  }

  private void serve() throws Exception {
    BufferedReader tasks =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = tasks.readLine(); line != null; line = tasks.readLine()) {
      System.out.println(run(Work.of(List.of(line.split(" ", -1)))));
    }
  }

  private String run(Work work) throws Exception {
    long submitted = System.nanoTime();
    JobID job =
        cluster
            .submitJob(WindowJob.graph(work, brokers, configuration, PARALLELISM))
            .get()
            .getJobID();
    while (cluster.getJobStatus(job).get() != JobStatus.RUNNING) {
      if (cluster.getJobStatus(job).get().isTerminalState()) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    long running = System.nanoTime();
    var result = cluster.requestJobResult(job).get();
    if (!result.isSuccess()) {
      throw new IOException(
          "The job failed: " + work, result.getSerializedThrowable().orElse(null));
    }
    long done = System.nanoTime();
    return String.format(
        Locale.ROOT, "%.6f %.6f", (running - submitted) / 1e9, (done - running) / 1e9);
  }
}
