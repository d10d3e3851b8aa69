package io.sillok.node.cli.store;

import static io.sillok.persistence.tool.Stages.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.cli.OutputOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.Table;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog.LogState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells where each log begins and ends, and who wrote it last. */
@Command(
    name = "list",
    header = "List the logs: where each begins and ends, and who wrote it last.",
    description = "%nAs JSON, one log a line.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok log list",
      "  sillok log list --data /var/lib/sillok --output json",
      "  sillok log list --cassandra db1,db2 --keyspace shop"
    })
public final class LogListCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private StoreOptions store = new StoreOptions();
  @Mixin private OutputOptions output;

  /** Talks to {@code terminal}. */
  public LogListCommand(Terminal terminal) {
    this.terminal = terminal;
    this.output = new OutputOptions(terminal);
  }

  @Override
  public Integer call() {
    return store.look(this::list);
  }

  /** A log, and the name of the process that wrote it last. */
  private record Listed(LogState state, String writer) {}

  private int list(LogStore logs) {
    Map<UUID, String> names = new HashMap<>();
    List<Listed> listed =
        await(logs.logs()).stream()
            .map(id -> await(logs.log(id).state()))
            .flatMap(Optional::stream)
            .map(state ->
                new Listed(
                    state,
                    names.computeIfAbsent(
                        state.writer(), writer -> await(logs.writerName(writer)))))
            .toList();
    if (output.json()) {
      listed.forEach(each -> printJson(each.state(), each.writer()));
    } else {
      tableOf(listed).print(terminal.out());
    }
    return ExitCode.OK;
  }

  private void printJson(LogState state, String writer) {
    output.printJson(
        JsonNodeFactory.instance
            .objectNode()
            .put("log", state.log().name())
            .put("partition", state.log().partition())
            .put("firstOffset", state.firstOffset())
            .put("head", state.head())
            .put("epoch", state.epoch())
            .put("writer", state.writer().toString())
            .put("writerName", writer)
            .put("lastAppendedAt", state.lastAppendedAt().toString())
            .put("indexLag", indexLag(state)));
  }

  private static Table tableOf(List<Listed> listed) {
    Table table = new Table("LOG", "FIRST", "HEAD", "EPOCH", "LAG", "APPENDED", "WRITER");
    for (Listed each : listed) {
      LogState state = each.state();
      table.row(
          state.log().toString(),
          Long.toString(state.firstOffset()),
          Long.toString(state.head()),
          Long.toString(state.epoch()),
          Long.toString(indexLag(state)),
          state.lastAppendedAt().toString(),
          each.writer());
    }
    return table;
  }

  /** So many offsets are not in the index yet. */
  private static long indexLag(LogState state) {
    return state.head() - state.indexedTo();
  }
}
