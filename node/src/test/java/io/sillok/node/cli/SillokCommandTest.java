package io.sillok.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SillokCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void without_a_command_it_shows_its_help() {
    assertThat(run(Map.of())).isZero();
    assertThat(out.toString()).contains("Usage: sillok", "demo", "Exit codes:");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "start",
        "command",
        "get",
        "events",
        "stream",
        "declare",
        "append",
        "time",
        "processor",
        "projection",
        "verify",
        "log",
        "backup",
        "restore",
        "copy",
        "lint",
        "version",
        "completion",
        "help"
      })
  void every_command_shows_its_help(String command) {
    assertThat(run(Map.of(), command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: sillok " + command).doesNotContain("\u001b");
  }

  @Test
  void help_of_a_command_is_what_the_command_says_itself() {
    assertThat(run(Map.of(), "start", "--help")).isZero();
    String said = out.toString();
    out.getBuffer().setLength(0);
    assertThat(run(Map.of(), "help", "start")).isZero();
    assertThat(out).hasToString(said);
    assertThat(said).contains("Usage: sillok start");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gett                                  | Did you mean
          help gett                             | no command 'gett'
          command cart c-1 add-item @/no/file   | cannot read /no/file: no such file
          get cart                              | Missing required parameter: 'ID'
          get cart c-1 --sequence-number one    | --sequence-number
          get cart c-1 --at yesterday           | must be a time such as 2026-01-31T12:00:00Z, but is
          get cart c-1 --at 2026-01-01T00:00:00Z --sequence-number 1 | mutually exclusive
          get cart c-1 --url nonsense           | the node's URL must be like
          get cart c-1 --output xml             | expected json or table, but is
          events cart c-1 --from 0              | --from must be at least 1, but is 0
          events cart c-1 --limit 0             | --limit must be at least 1, but is 0
          stream cart.item-added --limit 0      | --limit must be at least 1, but is 0
          declare page-viewed                   | Missing required parameter: 'FILE'
          declare page-viewed /no/file          | cannot read /no/file: no such file
          append page-viewed                    | Missing required parameter: 'FILE'
          append page-viewed /no/file           | cannot read /no/file: no such file
          append page-viewed f --batch 0        | --batch must be between 1 and 10000, but is 0
          append page-viewed f --key a..b       | --key must be a field's name
          append page-viewed f --patience long  | such as 30s
          append page-viewed - --progress p     | standard input cannot be read again
          append page-viewed - --moved          | standard input cannot be read again
          append page-viewed f --skip-refused f | --skip-refused must be another file
          append page-viewed f --skip-refused f.progress | --skip-refused must be another file
          time page-viewed                      | Missing required argument
          time page-viewed --seal --advance-to 2026-01-01T00:00:00Z | mutually exclusive
          time page-viewed --advance-to soon    | must be a time such as 2026-01-31T12:00:00Z, but is
          processor parked                      | Its name goes before the command: sillok processor NAME parked
          processor p prked                     | Unmatched argument at index 2: 'prked'
          processor --url http://h:1 p parked   | options go behind the command: sillok processor NAME parked
          processor p parked --limit 0          | --limit must be at least 1, but is 0
          processor p replay                    | which parked events? Name them, such as 3/17, or say --all
          processor p discard                   | `sillok processor p parked` lists them
          processor p discard 3/17 --all        | leave out --all or 3/17
          processor p discard 3-17              | is named by partition and offset, such as 3/17, but is '3-17'
          projection windows                    | Its name goes before the command: sillok projection NAME windows
          projection p windws                   | Unmatched argument at index 2: 'windws'
          projection p windows --from soon      | must be a time such as 2026-01-31T12:00:00Z, but is
          projection p windows --limit 0        | --limit must be at least 1, but is 0
          projection p windows --top 3          | --top and --by go together
          projection p windows --by views       | --top and --by go together
          projection p windows --top 3 --by views --limit 3 | --limit does not go with --top
          projection --url http://h:1 p windows | options go behind the command
          projection p late --limit 0           | --limit must be at least 1, but is 0
          projection p declare                  | Missing required parameter: 'FILE'
          projection p declare /no/file         | cannot read /no/file: no such file
          demo --rate 5000                      | --rate must be between 0 and 1000
          demo --duration soon                  | such as 30s
          start --port 70000                    | --port must be between 0 and 65535
          start --contact-points h              | --contact-points: only for logs in Cassandra, but sillok.persistence.store is rocksdb; add --store cassandra
          start --datacenter dc2                | --datacenter: only for logs in Cassandra
          start --keyspace shop --create-schema | --keyspace, --create-schema: only for logs in Cassandra
          start --store rocksdb --keyspace shop | sillok.persistence.store is rocksdb
          start --store redis                   | --store must be rocksdb or cassandra, but is 'redis'
          command cart c-1 add-item nothing     | 'nothing'
          log lst                               | Did you mean
          log dump                              | Missing required parameter: 'LOG/PARTITION'
          backup b --data d --url http://h:1    | --data is a stopped node's store and --url a running
          restore backup                        | Missing required option: '--data=DIR'
          copy --from d                         | Missing required argument
          copy --from d --to-cassandra h --to e | mutually exclusive
          copy --from d --to e --keyspace k     | need --from-cassandra or --to-cassandra
          copy --from d --to e --create-schema  | --create-schema and --replication need --to-cassandra
          copy --from-cassandra h --to-cassandra h | copy into a directory first
          log list --data d --cassandra h       | mutually exclusive
          log list --keyspace k                 | Missing required argument(s): --cassandra=HOST[:PORT]
          log list --cassandra h:port           | must be like db1 or db1:9042, but is h:port
          log list --cassandra h --config /no/file | --config /no/file: no such file
          log list --cassandra 127.0.0.1 --keyspace A | keyspace must be 1 to 48 of a-z
          log trim cart                         | Missing required option: '--before=OFFSET'
          log trim cart --before -1             | --before must be at least 0, but is -1
          copy --from a --to b --snapshots some | one of [LATEST, ALL] (case-insensitive) but was
          """)
  void misuse_is_told_and_ends_with_2(String line, String message) {
    assertThat(run(Map.of(), line.split(" "))).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("sillok: ")
        .contains(message)
        .doesNotContain("\tat ", "java.", "io.sillok");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void the_environment_says_where_the_node_is() {
    assertThat(run(Map.of("SILLOK_URL", "http://127.0.0.1:1"), "get", "cart", "c-1")).isEqualTo(1);
    assertThat(err.toString()).contains("cannot reach a node at http://127.0.0.1:1;");
  }

  @Test
  void the_completion_script_knows_the_commands() {
    assertThat(run(Map.of(), "completion")).isZero();
    assertThat(out.toString()).contains("_picocli_sillok_events", "--follow");
  }

  @Test
  void colours_are_for_people_who_want_them() {
    assertThat(terminal(Map.of(), true).colours()).isTrue();
    assertThat(terminal(Map.of("NO_COLOR", "1"), true).colours()).isFalse();
    assertThat(terminal(Map.of("TERM", "dumb"), true).colours()).isFalse();
    assertThat(terminal(Map.of(), false).colours()).isFalse();
  }

  private int run(Map<String, String> environment, String... arguments) {
    return SillokCommand.run(terminal(environment, false), arguments);
  }

  private Terminal terminal(Map<String, String> environment, boolean interactive) {
    return new Terminal(
        InputStream.nullInputStream(),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        interactive,
        environment);
  }
}
