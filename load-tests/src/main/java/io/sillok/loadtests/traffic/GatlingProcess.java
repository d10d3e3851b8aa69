package io.sillok.loadtests.traffic;

import io.sillok.loadtests.Fork;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gatling in a process of its own, with its own jars. */
final class GatlingProcess {

  private static final int ASSERTIONS_FAILED = 2;

  private GatlingProcess() {}

  /**
   * Has users come as {@code shape} says, until all have gone.
   *
   * @param run names the stream, and the carts
   * @param directory where the report comes to stand
   * @param told the file with what was acknowledged
   * @throws IOException if Gatling is not there, or ends for another reason than its assertions
   */
  static Ended run(Path project, Shape shape, String run, List<URI> urls, Path directory, Path told)
      throws IOException, InterruptedException {
    Path target = project.resolve("load-tests/gatling/target");
    if (!Files.isDirectory(target.resolve("lib"))) {
      throw new IOException(
          "The jars of Gatling are not in %s; load-tests/run gatling fetches them from Maven Central with mvn -Pgatling package"
              .formatted(target));
    }
    List<String> command = new ArrayList<>(List.of(Fork.java(), "-Xmx1g"));
    // What Gatling's own start scripts open of Java.
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(properties(shape, run, urls, told));
    command.addAll(
        List.of(
            "-cp",
            target.resolve("classes") + ":" + target.resolve("lib") + "/*",
            "io.gatling.app.Gatling",
            "-s",
            "io.sillok.loadtests.gatling.Storefront",
            "-rf",
            directory.toString(),
            "-rd",
            "%s: %s".formatted(shape.word(), shape.about())));
    Process process = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    int exit = process.waitFor();
    if (exit != 0 && exit != ASSERTIONS_FAILED) {
      throw new IOException("Gatling ended with exit code %d".formatted(exit));
    }
    return new Ended(exit == 0, GatlingReport.read(report(directory)));
  }

  /**
   * What it came to.
   *
   * @param holds whether all of its assertions hold
   */
  record Ended(boolean holds, GatlingReport report) {}

  private static List<String> properties(Shape shape, String run, List<URI> urls, Path told) {
    Arrivals arrivals = shape.arrivals();
    Map<String, Object> values = new TreeMap<>();
    values.put("run", run);
    values.put("urls", urls.stream().map(URI::toString).collect(Collectors.joining(",")));
    values.put("told", told);
    values.put("rate", arrivals.rate());
    values.put("peak", arrivals.peak());
    values.put("before-seconds", arrivals.before());
    values.put("ramp-seconds", arrivals.ramp());
    values.put("high-seconds", arrivals.high());
    values.put("after-seconds", arrivals.after());
    for (Users users : Users.values()) {
      values.put("each-customer." + users.word(), users.eachCustomer());
    }
    values.put("p99-millis", shape.p99Millis());
    values.put("most-failed-percent", shape.mostFailedPercent());
    return values.entrySet().stream()
        .map(each -> "-Dsillok.load.%s=%s".formatted(each.getKey(), each.getValue()))
        .toList();
  }

  /** Gatling makes a directory with the time in its name. */
  private static Path report(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory, 2)) {
      return files
          .filter(file -> file.endsWith("index.html"))
          .findFirst()
          .orElseThrow(() -> new IOException("Gatling left no report in " + directory));
    }
  }
}
