package io.sillok.loadtests.startup;

import io.sillok.loadtests.Comparison.Sample;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** All ways to start; Cassandra comes when it is first needed. */
final class Starts implements AutoCloseable {

  static final String HEAP = "640m";

  private final Path project;
  private final Launch launch = new Launch();
  private final EmbeddedStarts embedded;
  private @Nullable ClusterStarts cluster;

  Starts(Path project) throws IOException, InterruptedException {
    this.project = project;
    embedded = new EmbeddedStarts(project, launch);
  }

  Sample empty(boolean archived) throws IOException, InterruptedException {
    return embedded.with(archived).empty();
  }

  Sample filled(boolean archived, long events) throws IOException, InterruptedException {
    return embedded.with(archived).filled(events);
  }

  Sample first(boolean archived) throws IOException, InterruptedException {
    ClusterStarts starts = cluster();
    starts.beforeFirst();
    return starts.with(archived).first();
  }

  Sample third(boolean archived) throws IOException, InterruptedException {
    ClusterStarts starts = cluster();
    starts.beforeThird();
    return starts.with(archived).third();
  }

  private ClusterStarts cluster() throws IOException {
    ClusterStarts there = cluster;
    if (there == null) {
      there = new ClusterStarts(project, launch);
      cluster = there;
    }
    return there;
  }

  @Override
  public void close() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
    embedded.close();
    launch.close();
  }
}
