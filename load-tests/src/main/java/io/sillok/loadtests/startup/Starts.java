package io.sillok.loadtests.startup;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.faults.cluster.ClusterSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All ways to start; Cassandra comes when it is first needed. */
final class Starts implements AutoCloseable {

  static final String HEAP = "640m";

  private final Path project;
  private final Launch launch = new Launch();
  private final TemporaryDirectory directory = TemporaryDirectory.create("start-up");
  private final ClassArchive archive;
  private final List<String> java;
  private final EmbeddedStarts embedded;
  private @Nullable ClusterStarts cluster;

  Starts(Path project) throws IOException, InterruptedException {
    this.project = project;
    archive = ClassArchive.make(project, directory.path(), HEAP);
    java = Stream.concat(ClusterSettings.deployed(HEAP).stream(), archive.java().stream()).toList();
    embedded = new EmbeddedStarts(project, java, launch);
  }

  Sample empty(boolean archived) throws IOException, InterruptedException {
    archive.use(archived);
    return embedded.empty();
  }

  Sample filled(boolean archived, long events) throws IOException, InterruptedException {
    archive.use(archived);
    return embedded.filled(events);
  }

  Sample first(boolean archived) throws IOException, InterruptedException {
    ClusterStarts starts = cluster();
    starts.beforeFirst();
    archive.use(archived);
    return starts.first();
  }

  Sample third(boolean archived) throws IOException, InterruptedException {
    ClusterStarts starts = cluster();
    starts.beforeThird();
    archive.use(archived);
    return starts.third();
  }

  private ClusterStarts cluster() throws IOException {
    ClusterStarts there = cluster;
    if (there == null) {
      there = new ClusterStarts(project, java, launch);
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
    directory.close();
    launch.close();
  }
}
