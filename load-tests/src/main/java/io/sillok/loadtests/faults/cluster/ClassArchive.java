package io.sillok.loadtests.faults.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The archive of classes that {@code ./sillok start} has the JVM write when it ends and read when
 * it begins: the first node to end leaves it, those that begin later have it. Whether they do
 * stands in a file that their command names, so that the same node may be launched both ways.
 */
public final class ClassArchive {

  private final Path archive;
  private final Path options;

  private ClassArchive(Path directory) {
    archive = directory.resolve("node.jsa");
    options = directory.resolve("archive.options");
  }

  /** One in {@code directory}, which no node has left yet. */
  public static ClassArchive in(Path directory) throws IOException {
    ClassArchive archive = new ClassArchive(directory);
    archive.use(true);
    return archive;
  }

  /** Whether nodes that are launched from now on have it. */
  public void use(boolean archived) throws IOException {
    Files.writeString(
        options,
        archived
            ? "-XX:+AutoCreateSharedArchive\n-XX:SharedArchiveFile=%s\n".formatted(archive)
            : "-Xshare:auto\n");
  }

  /** What a JVM's command says of it. */
  String option() {
    return "@" + options;
  }

  /**
   * The options of a JVM that {@code ./sillok start} gives.
   *
   * @param heap such as {@code 512m}
   */
  public List<String> java(String heap) {
    List<String> java = new ArrayList<>(ClusterSettings.deployed(heap));
    java.add(option());
    return java;
  }

  /**
   * @throws IOException if no node has left it
   */
  public void requireLeft() throws IOException {
    if (!Files.exists(archive)) {
      throw new IOException("No node has left an archive of classes in " + archive);
    }
  }
}
