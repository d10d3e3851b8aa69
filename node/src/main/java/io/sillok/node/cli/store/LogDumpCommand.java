package io.sillok.node.cli.store;

import io.sillok.node.cli.OutputOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.tool.LogBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what a log holds, offset by offset. */
@Command(
    name = "dump",
    header = "Print what a log holds, offset by offset.",
    description = "%nAs JSON, one event or one block without events a line.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok log dump cart/3 --limit 10",
      "  sillok log dump cart/3 --from 4711 --payload --output json"
    })
public final class LogDumpCommand implements Callable<Integer> {

  private static final int TABLE_ROWS = 100;

  private final Terminal terminal;
  @Mixin private StoreOptions store = new StoreOptions();
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "LOG/PARTITION", description = "The log, such as cart/3.")
  private String name = "";

  @Option(
      names = "--from",
      paramLabel = "OFFSET",
      defaultValue = "0",
      description = "The first offset. Default: where the log begins.")
  private long from;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "" + Long.MAX_VALUE,
      description = "At most so many offsets. Default: all.")
  private long limit;

  @Option(names = "--payload", description = "Print the events' bytes, too, in Base64.")
  private boolean payload;

  /** Talks to {@code terminal}. */
  public LogDumpCommand(Terminal terminal) {
    this.terminal = terminal;
    this.output = new OutputOptions(terminal);
  }

  @Override
  public Integer call() {
    if (from < 0 || limit < 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--from must be at least 0 and --limit at least 1, but are %d and %d"
              .formatted(from, limit));
    }
    return store.look(this::dump);
  }

  private int dump(LogStore logs) {
    LogBlocks blocks = new LogBlocks(logs.log(LogNames.of(logs).find(name)), from);
    List<DumpLine> lines = new ArrayList<>();
    long left = limit;
    while (left > 0 && blocks.hasNext()) {
      for (DumpLine line : linesOf(blocks.next(), left)) {
        lines.add(line);
        left--;
      }
      if (lines.size() >= TABLE_ROWS) {
        print(lines);
      }
    }
    print(lines);
    return ExitCode.OK;
  }

  private List<DumpLine> linesOf(Block block, long most) {
    return DumpLine.of(block).stream().filter(line -> line.offset() >= from).limit(most).toList();
  }

  /** Prints {@code lines} and empties them. */
  private void print(List<DumpLine> lines) {
    if (output.json()) {
      lines.forEach(line -> output.printJson(line.json(payload)));
    } else if (!lines.isEmpty()) {
      DumpLine.tableOf(lines, payload).print(terminal.out());
    }
    lines.clear();
  }
}
