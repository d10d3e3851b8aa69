package io.sillok.node.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sillok.node.cli.SillokCommand;
import io.sillok.node.cli.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Dockerfile and the compose file name what there is. */
final class ImageFilesTest {

  private static final Path ROOT = Path.of("..");
  private static final Path DEPLOY = ROOT.resolve("deploy");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

  @Test
  void the_image_runs_as_a_numbered_user_who_is_not_root() throws IOException {
    List<String> users = instructions("USER");
    assertThat(users).isNotEmpty();
    assertThat(users.getLast()).matches("10001(:10001)?");
    assertThat(instructions("ENTRYPOINT")).containsExactly("[\"sillok\"]");
    assertThat(instructions("HEALTHCHECK").getFirst()).endsWith("CMD [\"sillok\", \"health\"]");
  }

  @Test
  void a_node_in_the_image_ends_when_its_memory_is_used_up() throws IOException {
    assertThat(Files.readAllLines(DEPLOY.resolve("image/sillok")))
        .filteredOn(line -> line.startsWith("node_options="))
        .singleElement()
        .asString()
        .contains("-XX:+ExitOnOutOfMemoryError");
  }

  @Test
  void what_the_image_is_made_of_is_there_and_not_left_out_of_the_context() throws IOException {
    List<String> ignored = Files.readAllLines(ROOT.resolve(".dockerignore"));
    List<String> needed = modulesToBuild();
    needed.add("deploy/image");
    needed.add("pom.xml");
    needed.add("LICENSE");
    for (String path : needed) {
      assertThat(ROOT.resolve(path)).exists();
      assertThat(ignored)
          .anyMatch(line -> line.startsWith("!") && path.startsWith(line.substring(1)));
    }
    assertThat(DEPLOY.resolve("image/sillok")).isExecutable();
  }

  @Test
  void the_modules_in_the_context_are_all_that_the_build_knows() throws IOException {
    List<String> ignored = Files.readAllLines(ROOT.resolve(".dockerignore"));
    Matcher module =
        Pattern.compile("<module>([^<]+)</module>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));
    while (module.find()) {
      String path = module.group(1);
      assertThat(ignored)
          .as("Maven reads the pom of %s", path)
          .anyMatch(line -> line.startsWith("!") && path.startsWith(line.substring(1)));
    }
  }

  @Test
  void the_entry_point_and_the_compose_file_use_options_that_there_are() throws IOException {
    String help = help("start");
    TreeSet<String> options = new TreeSet<>();
    JsonNode services = compose().path("services");
    for (JsonNode service : services) {
      for (JsonNode word : service.path("command")) {
        Matcher option = OPTION.matcher(word.asText());
        if (option.matches()) {
          options.add(option.group());
        }
      }
    }
    assertThat(options).contains("--store", "--contact-points", "--cluster-host", "--seed");
    options.addAll(List.of("--data", "--host", "--modules", "--config"));
    String entryPoint = Files.readString(DEPLOY.resolve("image/sillok"));
    assertThat(entryPoint).contains("--data", "--host", "--modules", "--config");
    assertThat(options).allSatisfy(option -> assertThat(help).contains(option));
  }

  @Test
  void the_compose_file_is_three_nodes_that_wait_for_cassandra() throws IOException {
    JsonNode compose = compose();
    List<String> nodes = new ArrayList<>();
    compose
        .path("services")
        .properties()
        .forEach(service -> {
          if (service.getKey().startsWith("sillok-")) {
            nodes.add(service.getKey());
            JsonNode node = service.getValue();
            assertThat(node.path("command").toString()).contains(service.getKey());
            assertThat(volumes(node)).contains("./compose.conf:/etc/sillok/sillok.conf:ro");
          }
        });
    assertThat(nodes).containsExactly("sillok-1", "sillok-2", "sillok-3");
    JsonNode common = compose.path("x-node");
    assertThat(common.path("depends_on").path("cassandra").path("condition").asText())
        .isEqualTo("service_healthy");
    assertThat(common.path("read_only").asBoolean()).isTrue();
    assertThat(compose.path("services").path("cassandra").path("healthcheck").path("test"))
        .isNotEmpty();
    assertThat(DEPLOY.resolve("compose.conf")).exists();
  }

  @Test
  void one_node_of_the_compose_file_builds_the_image_for_all_of_them() throws IOException {
    JsonNode compose = compose();
    JsonNode common = compose.path("x-node");
    assertThat(common.has("build")).isFalse();
    assertThat(common.path("image").asText()).isEqualTo("sillok");
    assertThat(common.path("pull_policy").asText()).isEqualTo("never");
    List<JsonNode> builds = compose.path("services").findValues("build");
    assertThat(builds).hasSize(1);
    Path context = DEPLOY.resolve(builds.getFirst().path("context").asText());
    assertThat(context.resolve(builds.getFirst().path("dockerfile").asText())).exists();
  }

  /** A word of its own for a mirror's settings, since lists of options are split at spaces. */
  @Test
  void the_settings_of_a_mirror_are_told_as_one_word_wherever_they_are_told() throws IOException {
    String secret = "/run/secrets/settings.xml";
    assertThat(Files.readString(DEPLOY.resolve("Dockerfile"))).contains("target=" + secret);
    for (Path file : List.of(DEPLOY.resolve("Dockerfile"), ROOT.resolve("docs/operations.md"))) {
      assertThat(Files.readString(file)).contains("--settings=" + secret);
    }
  }

  private static List<String> volumes(JsonNode service) {
    List<String> volumes = new ArrayList<>();
    service.path("volumes").forEach(volume -> volumes.add(volume.asText()));
    return volumes;
  }

  private static JsonNode compose() throws IOException {
    ObjectMapper yaml = new YAMLMapper();
    return yaml.readTree(DEPLOY.resolve("compose.yaml").toFile());
  }

  private static List<String> modulesToBuild() throws IOException {
    Matcher list =
        Pattern.compile("-pl (\\S+) -am").matcher(Files.readString(DEPLOY.resolve("Dockerfile")));
    assertThat(list.find()).isTrue();
    return new ArrayList<>(List.of(list.group(1).split(",")));
  }

  private static List<String> instructions(String name) throws IOException {
    return Files.readAllLines(DEPLOY.resolve("Dockerfile")).stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length()).strip())
        .toList();
  }

  private static String help(String command) {
    StringWriter out = new StringWriter();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintWriter(out),
            new PrintWriter(out),
            false,
            Map.of());
    assertThat(SillokCommand.run(terminal, command, "--help")).isZero();
    return out.toString();
  }
}
