package io.sillok.loadtests.startup;

import io.sillok.loadtests.faults.cluster.ClusterSettings;
import io.sillok.loadtests.http.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The archive of classes that {@code ./sillok start} has the JVM write when it ends and read when
 * it begins. Whether the next node has it stands in a file that its command names, so that the same
 * node may be launched both ways.
 */
final class ClassArchive {

  private final Path archive;
  private final Path options;

  private ClassArchive(Path directory) {
    archive = directory.resolve("node.jsa");
    options = directory.resolve("archive.options");
  }

  /** Has a node of the embedded store start and end once, which leaves the archive. */
  static ClassArchive make(Path project, Path directory, String heap)
      throws IOException, InterruptedException {
    ClassArchive made = new ClassArchive(directory);
    made.use(true);
    List<String> java =
        Stream.concat(ClusterSettings.deployed(heap).stream(), made.java().stream()).toList();
    Server node = Server.node(project, directory.resolve("archive-data"), java);
    try (node) {
      node.awaitAnswer("/health/ready");
    }
    node.process().waitFor();
    if (!Files.exists(made.archive)) {
      throw new IOException("The node has left no archive of classes in " + made.archive);
    }
    return made;
  }

  /** Whether nodes that are launched from now on have it. */
  void use(boolean archived) throws IOException {
    Files.writeString(
        options,
        archived
            ? "-XX:+AutoCreateSharedArchive\n-XX:SharedArchiveFile=%s\n".formatted(archive)
            : "-Xshare:auto\n");
  }

  /** What a JVM's command says. */
  List<String> java() {
    return List.of("@" + options);
  }
}
