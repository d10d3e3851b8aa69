package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.process.NodeLaunch.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in directories of its own, with JDKs that only tell how they were called and a Maven
 * that only leaves jars behind.
 */
final class LauncherIT {

  private static final Path LAUNCHER = Path.of("..", "sillok").toAbsolutePath();
  private static final String TELLS_ARGUMENTS =
      "#!/bin/sh\necho \"JDK ${0%/bin/java}\"\nfor word in \"$@\"; do echo \"word $word\"; done\n";
  private static final String LEAVES_JARS =
      """
      #!/bin/sh
      echo "$JAVA_HOME" "$@" >> calls
      sleep 0.3
      mkdir -p node/target/lib examples/storefront/target examples/flights/target
      : > node/target/sillok.jar
      : > examples/storefront/target/storefront.jar
      : > examples/flights/target/flights.jar
      """;

  @TempDir private Path directory;
  private Path home = Path.of("");
  private final Map<String, String> environment = new LinkedHashMap<>();

  @BeforeEach
  void layOut() throws IOException {
    home = Files.createDirectories(directory.resolve("a home"));
    Files.copy(LAUNCHER, home.resolve("sillok"));
    executable(home.resolve("sillok"), Files.readString(LAUNCHER));
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", directory.toString());
  }

  @Test
  void arguments_and_options_reach_the_program_unchanged() throws IOException {
    distribution();
    Path jdk = jdk("jdk", "25.0.1");
    environment.put("JAVA_HOME", jdk.toString());
    environment.put("SILLOK_OPTS", "-Da=1 -Db=2");
    Ended ended = launch("command", "cart", "a b", "add-item", "{\"note\": \"x * y\"}", "");
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out().getFirst()).isEqualTo("JDK " + jdk);
    assertThat(ended.out())
        .contains(
            "word -Da=1",
            "word -Db=2",
            "word -Dsillok.modules=" + home.toRealPath().resolve("modules"),
            "word -Dsillok.examples=" + home.toRealPath().resolve("examples/flights.jar"))
        .endsWith(
            "word command",
            "word cart",
            "word a b",
            "word add-item",
            "word {\"note\": \"x * y\"}",
            "word ");
  }

  @Test
  void a_node_ends_when_its_memory_is_used_up() throws IOException {
    distribution();
    environment.put("JAVA_HOME", jdk("jdk", "25.0.1").toString());
    assertThat(launch("start").out()).contains("word -XX:+ExitOnOutOfMemoryError");
    assertThat(launch("demo").out()).contains("word -XX:+ExitOnOutOfMemoryError");
  }

  @Test
  void a_java_home_that_is_too_old_is_passed_over() throws IOException {
    distribution();
    environment.put("JAVA_HOME", jdk("old", "17.0.9").toString());
    Path next = jdk("next", "26-ea");
    environment.put("PATH", next.resolve("bin") + ":/usr/bin:/bin");
    Ended ended = launch("version");
    assertThat(ended.out().getFirst()).isEqualTo("JDK " + next);
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void a_version_of_the_old_scheme_is_understood() throws IOException {
    distribution();
    environment.put("JAVA_HOME", jdk("old", "1.8.0_392").toString());
    Path next = jdk("next", "21");
    environment.put("PATH", next.resolve("bin") + ":/usr/bin:/bin");
    assertThat(launch("version").out().getFirst()).isEqualTo("JDK " + next);
  }

  @Test
  void a_link_to_the_launcher_finds_its_home() throws IOException {
    distribution();
    environment.put("JAVA_HOME", jdk("jdk", "21.0.2").toString());
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("first"), Path.of("../a home/sillok"));
    Files.createSymbolicLink(bin.resolve("second"), bin.resolve("first"));
    Ended ended = run(bin.resolve("second"), "version");
    assertThat(ended.out()).contains("word " + home.toRealPath().resolve("sillok.jar"));
  }

  @Test
  void neither_sources_nor_jars_is_told_in_one_line() throws IOException {
    environment.put("JAVA_HOME", jdk("jdk", "21").toString());
    Ended ended = launch("version");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).hasSize(1);
    assertThat(ended.err().getFirst()).startsWith("sillok: ").contains("unpack the distribution");
  }

  @Test
  void sources_are_built_once_and_again_when_they_change() throws IOException {
    sources(LEAVES_JARS);
    Ended first = launch("version");
    assertThat(first.exitCode()).isZero();
    assertThat(first.err()).singleElement().asString().startsWith("sillok: building");
    assertThat(launch("version").err()).isEmpty();
    assertThat(calls()).hasSize(1);
    assertThat(calls().getFirst()).contains("package", "-Dmaven.test.skip=true");

    Path source = home.resolve("node/src/main/java/Changed.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(launch("version").exitCode()).isZero();
    assertThat(calls()).hasSize(2);
  }

  @Test
  void launchers_at_the_same_time_build_once() throws Exception {
    sources(LEAVES_JARS);
    List<Process> launches = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      launches.add(spawn(home.resolve("sillok"), "version"));
    }
    for (Process launch : launches) {
      assertThat(new NodeProcess(launch).awaitEnd().exitCode()).isZero();
    }
    assertThat(calls()).hasSize(1);
    assertThat(home.resolve("target/launcher.lock")).doesNotExist();
  }

  @Test
  void a_build_that_fails_shows_the_end_of_its_log() throws IOException {
    sources("#!/bin/sh\necho 'no such class'\nexit 1\n");
    Ended ended = launch("version");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("no such class");
    assertThat(ended.err().getLast()).startsWith("sillok: could not be built");
    assertThat(home.resolve("target/launcher.lock")).doesNotExist();
  }

  @Test
  void a_lock_of_a_process_that_is_gone_is_void() throws Exception {
    sources(LEAVES_JARS);
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path lock = Files.createDirectories(home.resolve("target/launcher.lock"));
    Files.writeString(lock.resolve("pid"), Long.toString(gone.pid()));
    assertThat(launch("version").exitCode()).isZero();
  }

  private void distribution() throws IOException {
    Files.createFile(home.resolve("sillok.jar"));
  }

  private void sources(String maven) throws IOException {
    Files.createFile(home.resolve("pom.xml"));
    environment.put("JAVA_HOME", jdk("jdk", "21.0.2").toString());
    Path bin = Files.createDirectories(directory.resolve("maven"));
    executable(bin.resolve("mvn"), maven);
    environment.put("PATH", bin + ":/usr/bin:/bin");
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(home.resolve("calls"));
  }

  private Path jdk(String name, String version) throws IOException {
    Path jdk = directory.resolve(name);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "A=\"b\"\nJAVA_VERSION=\"" + version + "\"\n");
    executable(jdk.resolve("bin").resolve("java"), TELLS_ARGUMENTS);
    executable(jdk.resolve("bin").resolve("javac"), "#!/bin/sh\n");
    return jdk;
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ended launch(String... arguments) throws IOException {
    return run(home.resolve("sillok"), arguments);
  }

  private Ended run(Path launcher, String... arguments) throws IOException {
    try (NodeProcess process = new NodeProcess(spawn(launcher, arguments))) {
      return process.awaitEnd();
    }
  }

  private Process spawn(Path launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }
}
