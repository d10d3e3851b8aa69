package io.sillok.k8s.manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code kubectl kustomize} makes of a directory. */
final class Kustomize {

  /** The directory of the manifests. */
  static final Path MANIFESTS = Path.of("").toAbsolutePath().resolveSibling("k8s");

  static final String MISSING =
      "kubectl of 1.27 or newer is not there; install it (Debian 13: apt install kubernetes-client)";

  private static final Pattern VERSION = Pattern.compile("Kustomize Version: v(\\d+)\\.");
  private static final int FIRST_VERSION = 5;

  private Kustomize() {}

  /** Whether there is a kubectl that is new enough. */
  static boolean isThere() {
    try {
      Matcher version = VERSION.matcher(run("version", "--client"));
      return version.find() && Integer.parseInt(version.group(1)) >= FIRST_VERSION;
    } catch (IOException missing) {
      return false;
    }
  }

  /** The documents of {@code directory}, as one text. */
  static String render(String directory) throws IOException {
    return run("kustomize", MANIFESTS.resolve(directory).toString());
  }

  /**
   * The documents of {@code overlays/production} with more components, in a copy in {@code
   * directory}.
   */
  static String productionWith(List<String> components, Path directory) throws IOException {
    Map<String, String> changes = new HashMap<>();
    for (String component : components) {
      String line = "  - ../../components/%s\n".formatted(component);
      changes.put("\n# " + line, "\n" + line);
    }
    return production(changes, directory);
  }

  /** Those of {@code overlays/production} without TLS, in a copy in {@code directory}. */
  static String productionWithoutTls(Path directory) throws IOException {
    String line = "- ../../components/tls\n";
    return production(Map.of("\n  " + line, "\n# " + line), directory);
  }

  /** With lines of the kustomization replaced. */
  private static String production(Map<String, String> changes, Path directory) throws IOException {
    copyTo(directory);
    Path overlay = directory.resolve("overlays/production");
    Path kustomization = overlay.resolve("kustomization.yaml");
    String text = Files.readString(kustomization);
    for (var change : changes.entrySet()) {
      if (!text.contains(change.getKey())) {
        throw new AssertionError("%s has no line %s".formatted(kustomization, change.getKey()));
      }
      text = text.replace(change.getKey(), change.getValue());
    }
    Files.writeString(kustomization, text);
    return render(overlay.toString());
  }

  /** Copies all of them. */
  static void copyTo(Path directory) throws IOException {
    for (String part : List.of("base", "overlays", "components")) {
      try (var all = Files.walk(MANIFESTS.resolve(part))) {
        for (Path each : (Iterable<Path>) all::iterator) {
          Path target = directory.resolve(MANIFESTS.relativize(each).toString());
          if (Files.isDirectory(each)) {
            Files.createDirectories(target);
          } else {
            Files.copy(each, target);
          }
        }
      }
    }
  }

  private static String run(String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("kubectl");
    builder.command().addAll(List.of(words));
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new AssertionError("%s failed: %s".formatted(builder.command(), said));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
    return said;
  }
}
