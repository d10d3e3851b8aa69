package io.sillok.loadtests.startup;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.append.Filling;
import io.sillok.loadtests.faults.cluster.ClassArchive;
import io.sillok.loadtests.http.Server;
import io.sillok.loadtests.server.Target;
import io.sillok.loadtests.server.Target.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Starts of nodes on the embedded store. */
final class EmbeddedStarts implements AutoCloseable {

  private static final String STREAM = "page-viewed";
  private static final String DATA = "data";

  private final Path project;
  private final Launch launch;
  private final TemporaryDirectory filled = TemporaryDirectory.create("start-up-filled");
  private final ClassArchive archive;
  private final List<String> java;
  private long events;

  EmbeddedStarts(Path project, Launch launch) throws IOException, InterruptedException {
    this.project = project;
    this.launch = launch;
    archive = ClassArchive.in(filled.path());
    java = archive.java(Starts.HEAP);
    leaveArchive();
  }

  private void leaveArchive() throws IOException, InterruptedException {
    try (TemporaryDirectory directory = TemporaryDirectory.create("start-up-archive")) {
      Server node = Server.node(project, directory.path(), java);
      try (node) {
        node.awaitAnswer("/health/ready");
      }
      node.process().waitFor();
    }
    archive.requireLeft();
  }

  /** Whether nodes have the archive of classes from now on. */
  EmbeddedStarts with(boolean archived) throws IOException {
    archive.use(archived);
    return this;
  }

  /** On an empty store. */
  Sample empty() throws IOException, InterruptedException {
    try (TemporaryDirectory directory = TemporaryDirectory.create("start-up-empty")) {
      return start(directory.path());
    }
  }

  /** On a store with so many events, which it makes the first time. */
  Sample filled(long wanted) throws IOException, InterruptedException {
    if (events == 0) {
      try (Server node = Server.node(project, filled.path().resolve(DATA), java)) {
        node.awaitAnswer("/health/ready");
        Target target = new Target(Kind.SILLOK, node.port(), List.of(node.process().pid()));
        events = Filling.fill(target, STREAM, wanted).operations();
      }
    }
    return start(filled.path().resolve(DATA));
  }

  private Sample start(Path data) throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (Server node = Server.node(project, data, java)) {
      return launch.measure(
          start, node.process().pid(), URI.create("http://127.0.0.1:" + node.port()));
    }
  }

  @Override
  public void close() throws IOException {
    filled.close();
  }
}
