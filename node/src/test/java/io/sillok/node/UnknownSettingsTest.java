package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnknownSettingsTest {

  private Path file;

  @BeforeEach
  void name(@TempDir Path directory) {
    file = directory.resolve("sillok.conf");
  }

  static Stream<Arguments> misspelt() {
    return Stream.of(
        arguments("sillok.node.ask_timeout = 3 s", "sillok.node.ask-timeout"),
        arguments("sillok.node { cluster { seed = [\"a:1\"] } }", "sillok.node.cluster.seeds"),
        arguments("sillok.cluster.name = \"ours\"", "sillok.node.cluster.name"),
        arguments("sillok.gateway.tls.client-certificates = x.pem", ""),
        arguments("silok.node.ask-timeout = 3 s", "sillok.node.ask-timeout"));
  }

  @ParameterizedTest
  @MethodSource("misspelt")
  void a_setting_that_is_not_there_is_refused_with_its_place_and_what_was_meant(
      String line, String meant) throws IOException {
    Files.writeString(file, "# Ours\n" + line + "\n");

    assertThatThrownBy(this::settings)
        .isInstanceOfSatisfying(
            StartException.class,
            refused -> assertThat(refused.code()).isEqualTo("unknown-setting"))
        .hasMessageStartingWith("There is no setting " + line.replaceAll("[ ={].*", ""))
        .hasMessageContaining("sillok.conf: 2)")
        .hasMessageContaining(
            meant.isEmpty() ? "docs/operations.md" : "; did you mean " + meant + "?");
  }

  @Test
  void each_of_a_few_is_told_and_how_many_more_there_are() throws IOException {
    Files.writeString(
        file,
        IntStream.rangeClosed(1, 7)
            .mapToObj("sillok.node.wrong-%d = on\n"::formatted)
            .collect(Collectors.joining()));

    assertThatThrownBy(this::settings)
        .hasMessageContaining("sillok.node.wrong-1 (")
        .hasMessageContaining("; nor sillok.node.wrong-5 (")
        .hasMessageNotContaining("wrong-6")
        .hasMessageEndingWith("; and 2 more");
  }

  @Test
  void what_is_given_by_a_program_is_refused_alike() {
    assertThatThrownBy(() ->
            NodeStart.settings(
                NodeConfig.at(Path.of("data"))
                    .settings(Map.of("sillok.node.streams.pagesize", "1"))))
        .hasMessageContaining("did you mean sillok.node.streams.page-size?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sillok.node.webhooks.secrets { billing = abc }",
        "sillok.node.tables.dispatcher.thread-pool-executor.keep-alive-time = 3 s",
        "sillok.persistence.journal.circuit-breaker.exponential-backoff-factor = 2.0",
        "sillok.node.read-dispatcher.shutdown-timeout = 2 s",
        "pekko.actor.of-a-module = 3",
        "datastax-java-driver.basic.session-name = \"ours\"",
        "acme { payments.url = \"http://127.0.0.1\" }",
        "sillok.node.ask-timeout = ${?NOT_SET_ANYWHERE}",
        "sillok.node.ask-timeout = ${sillok.node.request-drain}",
        "datastax-java-driver { of = \"\" \n of = ${?NOT_SET_ANYWHERE} }"
      })
  void what_others_read_and_what_users_name_themselves_is_left_to_them(String line)
      throws IOException {
    Files.writeString(file, line + "\n");

    assertThat(settings()).isNotNull();
  }

  private Config settings() {
    return NodeStart.settings(NodeConfig.at(file.resolveSibling("data")).file(file));
  }
}
