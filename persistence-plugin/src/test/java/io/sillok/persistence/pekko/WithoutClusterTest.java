package io.sillok.persistence.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is not of a cluster needs nothing of it. */
class WithoutClusterTest {

  /** The exchange of heads, by which everything of the cluster would be loaded. */
  private static final String EXCHANGE = "io.sillok.persistence.pekko.heads.HeadsActor";

  @TempDir Path directory;

  @Test
  void without_the_cluster_on_the_class_path_everything_works() throws Exception {
    List<String> with = Stream.of(classPath().split(File.pathSeparator)).toList();
    List<String> without = with.stream().filter(entry -> !isOfCluster(entry)).toList();
    assertThat(without.size()).isLessThan(with.size());
    assertThat(run(String.join(File.pathSeparator, without)))
        .contains("seen 5")
        .contains("io.sillok.persistence.pekko.heads.ClusterHeads")
        .doesNotContain("org.apache.pekko.cluster.")
        .doesNotContain(EXCHANGE);
  }

  private static boolean isOfCluster(String entry) {
    return entry.contains("pekko-cluster") || entry.contains("pekko-distributed-data");
  }

  /** Some of its classes Pekko itself loads then, by their settings. */
  @Test
  void with_the_cluster_on_the_class_path_a_local_system_does_not_use_it() throws Exception {
    assertThat(run(classPath()))
        .contains("seen 5")
        .doesNotContain("org.apache.pekko.cluster.Cluster source:")
        .doesNotContain(EXCHANGE);
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  /** What {@link LocalApplication} says, and the classes that it loads. */
  private String run(String classPath) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Xlog:class+load");
    command.addAll(List.of("-cp", classPath, LocalApplication.class.getName()));
    command.add(directory.resolve("store").toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(output);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
