package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

/**
 * Pekko's modules are of one version. Pekko looks itself when it starts, but would not let pass
 * that there is no pekko-discovery of that version.
 */
final class PekkoVersionsTest {

  /** What Management needs of it, an interface and its lookup by name, is as it has always been. */
  private static final String DISCOVERY = "pekko-discovery";

  @Test
  void all_modules_of_pekko_are_of_one_version() throws IOException {
    Map<String, String> versions = versions();
    assertThat(versions.remove(DISCOVERY)).isNotNull();
    assertThat(versions).hasSizeGreaterThan(10).containsKey("pekko-cluster");
    assertThat(versions.values().stream().distinct()).as("%s", versions).hasSize(1);
  }

  /** By module, without those that have versions of their own. */
  private static Map<String, String> versions() throws IOException {
    Map<String, String> versions = new TreeMap<>();
    for (URL manifest :
        Collections.list(
            PekkoVersionsTest.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
      try (InputStream bytes = manifest.openStream()) {
        Attributes main = new Manifest(bytes).getMainAttributes();
        String title = String.valueOf(main.getValue(Attributes.Name.IMPLEMENTATION_TITLE));
        if (title.startsWith("pekko-")
            && !title.matches("pekko-(http|parsing|management|discovery-).*")) {
          versions.put(title, main.getValue(Attributes.Name.IMPLEMENTATION_VERSION));
        }
      }
    }
    return versions;
  }
}
