package io.sillok.cassandra.testkit;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/** Finds the server's jars, which the build of {@code cassandra-testkit/server} gathers. */
final class ServerJars {

  /** Names the directory, where it is not the build's. */
  static final String PROPERTY = "sillok.cassandra.jars";

  static final Path PLACE = Path.of("cassandra-testkit", "server", "target", "lib");

  private ServerJars() {}

  /** The directory: the one named, or the first in or above this code or the working directory. */
  static Path find() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return Path.of(named).toAbsolutePath();
    }
    List<Path> starts = starts();
    for (Path start : starts) {
      for (Path above = start; above != null; above = above.getParent()) {
        Path jars = above.resolve(PLACE);
        if (Files.isDirectory(jars)) {
          return jars;
        }
      }
    }
    throw CassandraException.noServerJars(starts);
  }

  private static List<Path> starts() {
    List<Path> starts = new ArrayList<>();
    CodeSource source = ServerJars.class.getProtectionDomain().getCodeSource();
    if (source != null) {
      try {
        starts.add(Path.of(source.getLocation().toURI()));
      } catch (URISyntaxException | IllegalArgumentException e) {
        // Not a file: the working directory remains.
      }
    }
    starts.add(Path.of("").toAbsolutePath());
    return starts;
  }
}
