package io.sillok.cassandra.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** Finds a Java that Cassandra runs on: 17, else 11. */
final class ServerJava {

  private static final List<String> VERSIONS = List.of("17", "11");

  /** Directories whose children are homes of a Java, or have one at {@code Contents/Home}. */
  private static final List<String> PARENTS =
      List.of(
          "/usr/lib/jvm",
          "/usr/lib64/jvm",
          "/usr/java",
          "/opt",
          "/opt/java",
          "/opt/jdk",
          "/Library/Java/JavaVirtualMachines",
          "/opt/homebrew/opt",
          "/usr/local/opt",
          "~/Library/Java/JavaVirtualMachines",
          "~/.sdkman/candidates/java",
          "~/.jdks",
          "~/.asdf/installs/java",
          "~/.local/share/mise/installs/java");

  private ServerJava() {}

  /** The home of the first that fits; CASSANDRA_JAVA_HOME is taken as it is. */
  static Path findHome() {
    String chosen = System.getenv("CASSANDRA_JAVA_HOME");
    if (chosen != null && !chosen.isBlank()) {
      return Path.of(chosen);
    }
    List<Path> homes = homes();
    for (String version : VERSIONS) {
      for (Path home : homes) {
        if (isJava(home, version)) {
          return home;
        }
      }
    }
    throw CassandraException.noJava(
        Stream.concat(Stream.of("JAVA_HOME"), PARENTS.stream()).map(Path::of).toList());
  }

  private static List<Path> homes() {
    List<Path> homes = new ArrayList<>();
    String javaHome = System.getenv("JAVA_HOME");
    if (javaHome != null && !javaHome.isBlank()) {
      homes.add(Path.of(javaHome));
    }
    String user = System.getProperty("user.home");
    for (String parent : PARENTS) {
      for (Path child : children(Path.of(parent.replace("~", user)))) {
        homes.add(child);
        homes.add(child.resolve("Contents/Home"));
        homes.add(child.resolve("libexec/openjdk.jdk/Contents/Home"));
      }
    }
    return homes;
  }

  private static List<Path> children(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A Java tells its version in a file, so that none has to be started to be asked. */
  private static boolean isJava(Path home, String version) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
      return false;
    }
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    } catch (IOException e) {
      return false;
    }
    String told = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    return told.equals(version) || told.startsWith(version + ".");
  }
}
