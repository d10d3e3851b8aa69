package io.sillok.loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.loadtests.faults.fault.Fault;
import io.sillok.loadtests.faults.fault.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code load-tests/run} where nothing else is: it can say no, and not begin to build.
 */
class RunScriptTest {

  private static final Map<String, String> BUILT = Map.of("SILLOK_LOAD_BUILT", "yes");
  private static final int REFUSED = 2;

  @TempDir private Path project;

  private record Said(int exitCode, String text) {}

  @BeforeEach
  void copy() throws IOException {
    Path script = Files.createDirectories(project.resolve("load-tests")).resolve("run");
    Files.copy(Path.of("run"), script);
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void without_a_name_all_comparisons_are_listed() throws IOException, InterruptedException {
    Said said = run(Map.of());

    assertThat(said.exitCode()).isEqualTo(REFUSED);
    assertThat(listed(said.text(), "where NAME is one of ", ";"))
        .containsExactlyElementsOf(Main.comparisons(project).keySet());
  }

  @Test
  void an_unknown_fault_is_told_with_all_that_there_are() throws IOException, InterruptedException {
    Said said = run(Map.of(), "faults", "--only", "kill,flood");

    assertThat(said.exitCode()).isEqualTo(REFUSED);
    assertThat(said.text()).contains("there is no fault 'flood'");
    assertThat(listed(said.text(), "where FAULT is one of ", "\n"))
        .containsExactlyElementsOf(Faults.ALL.stream().map(Fault::name).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "apend|there is no comparison 'apend'. Usage: load-tests/run",
        "append two|ROUNDS must be a whole number from 1 to 9999, but is 'two'",
        "append 1 batches of|'of' is one word too many; a SHAPE of several words is in quotes",
        "append --quick|ROUNDS must be a whole number from 1 to 9999, but is '--quick'",
        "--quick|usage: load-tests/run [--quick] NAME",
        "faults --fast|faults knows no '--fast'",
        "faults --only|--only takes the names of faults",
        "faults --servers 6|--servers takes 1 to 5, not '6'",
        "faults --servers 3 --short|--short has one Cassandra; --servers 3 needs a run without it",
        "gatling|gatling takes steady, spike or soak, not ''",
        "gatling storm|gatling takes steady, spike or soak, not 'storm'",
        "gatling spike --nodes 9|--nodes takes 1 to 5, not '9'",
        "gatling spike --url|--url takes the URL of each node",
        "gatling spike --node 1|gatling knows no '--node'"
      })
  void what_is_wrong_is_told_before_anything_is_built(String words, String told)
      throws IOException, InterruptedException {
    Said said = run(BUILT, words.split(" "));

    assertThat(said.text()).contains(told);
    assertThat(said.exitCode()).isEqualTo(REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "0", "-1", "1.5", "4294967296", ""})
  void a_size_is_a_number_from_one_on(String size) throws IOException, InterruptedException {
    Said said = run(Map.of("SILLOK_LOAD_EVENTS", size), "append");

    assertThat(said.text())
        .contains(
            "SILLOK_LOAD_EVENTS must be a whole number from 1 to 999999999, but is '%s'"
                .formatted(size));
    assertThat(said.exitCode()).isEqualTo(REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"moving", "rolling", "scale", "start-up", "take-over"})
  void each_of_three_nodes_needs_a_partition(String name) throws IOException, InterruptedException {
    Said said = run(Map.of("SILLOK_LOAD_PARTITIONS", "2"), name);

    assertThat(said.text()).contains("SILLOK_LOAD_PARTITIONS must be at least 3 for " + name);
    assertThat(said.exitCode()).isEqualTo(REFUSED);
  }

  @Test
  void a_variable_that_is_none_is_told() throws IOException, InterruptedException {
    assertThat(run(Map.of("SILLOK_LOAD_EVENT", "9"), "append").text())
        .contains("there is no variable SILLOK_LOAD_EVENT; ");
    assertThat(run(Map.of("SILLOK_LOAD_BUILT", "true"), "append").text())
        .contains("SILLOK_LOAD_BUILT must be yes, or not set, but is 'true'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "append",
        "windows-week 2",
        "faults",
        "faults --only kill,cut-majority --servers 3",
        "faults --short --servers 1",
        "gatling soak",
        "gatling spike --nodes 3",
        "gatling soak --url http://one:8080 http://two:8080"
      })
  void what_is_right_needs_a_build(String words) throws IOException, InterruptedException {
    Said said = run(BUILT, words.split(" "));

    assertThat(said.text())
        .contains("load-tests/target/classes/io/sillok/loadtests/Main.class is not there")
        .contains("mvn -DskipTests package");
    assertThat(said.exitCode()).isEqualTo(1);
  }

  private static List<String> listed(String text, String before, String after) {
    int from = text.indexOf(before) + before.length();
    return Arrays.asList(text.substring(from, text.indexOf(after, from)).split(", "));
  }

  private Said run(Map<String, String> variables, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "load-tests/run"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("SILLOK_LOAD_"));
    builder.environment().putAll(variables);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }
}
