package io.sillok.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files as they are, which needs no kubectl. */
final class ManifestFilesTest {

  /** Files that are no resources. */
  private static final Set<String> OTHERS =
      Set.of("kustomization.yaml", "prometheus-adapter.yaml", "pom.xml");

  private static final Pattern FILE =
      Pattern.compile("(?m)^ *- (?:path: )?([./a-z0-9-]+\\.(?:yaml|conf|env))$");

  @Test
  void every_field_of_every_file_is_one_that_kubernetes_knows() throws IOException {
    List<String> kinds = new ArrayList<>();
    for (Path file : files(".yaml")) {
      if (OTHERS.contains(file.getFileName().toString())) {
        continue;
      }
      for (HasMetadata resource : Manifests.parse(Files.readString(file)).all()) {
        kinds.add(resource.getKind());
        assertThat(StrictFields.unknown(resource)).as("%s", file).isEmpty();
      }
    }
    assertThat(kinds)
        .hasSizeGreaterThan(14)
        .contains("StatefulSet", "NetworkPolicy", "HorizontalPodAutoscaler", "K8ssandraCluster");
  }

  @Test
  void every_file_that_is_named_is_there_and_every_file_is_named() throws IOException {
    Set<Path> named = new TreeSet<>();
    for (Path kustomization : files("kustomization.yaml")) {
      Matcher names = FILE.matcher(Files.readString(kustomization));
      while (names.find()) {
        named.add(kustomization.resolveSibling(names.group(1)).normalize());
      }
    }
    assertThat(named).hasSizeGreaterThan(10).allMatch(Files::exists);
    for (Path file : files("")) {
      if (!OTHERS.contains(file.getFileName().toString())) {
        assertThat(named).contains(file);
      }
    }
  }

  private static List<Path> files(String suffix) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String part : List.of("base", "overlays", "components")) {
      try (Stream<Path> all = Files.walk(Kustomize.MANIFESTS.resolve(part))) {
        all.filter(file -> Files.isRegularFile(file) && file.toString().endsWith(suffix))
            .forEach(files::add);
      }
    }
    return files;
  }
}
