package io.sillok.node.cli.stream;

import io.sillok.node.FileTrouble;
import io.sillok.node.cli.DurationConverter;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.append.AppendSettings;
import io.sillok.node.cli.append.FileAppend;
import io.sillok.node.cli.append.Summary;
import io.sillok.node.cli.append.file.LineSource;
import io.sillok.node.cli.append.file.Progress.Target;
import io.sillok.node.cli.append.file.ProgressFile;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Appends a file's lines to a stream. */
@Command(
    name = "append",
    header = "Append the lines of a file to a stream.",
    description =
        "%nEach line is JSON: an event's data, or a whole CloudEvent if it has specversion. Blank lines"
            + " are passed over. What a break leaves undone, the same command does: how far it is stands"
            + " in FILE.progress, and each line comes to stand once. A line that is refused ends it with"
            + " 3; mend the line where it is, or give --skip-refused, and go on.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok append flight-reported flights.ndjson.gz",
      "  sillok append page-viewed views.ndjson --key visitor.id --skip-refused refused.ndjson",
      "  zcat old/*.gz | sillok append page-viewed - --source old"
    })
public final class AppendCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";
  private static final int LARGEST_BATCH = 10_000;
  private static final int LONGEST_SOURCE = 900;

  private final Terminal terminal;
  @Mixin private NodeOptions node;

  @Parameters(index = "0", paramLabel = "STREAM", description = "A declared stream.")
  private String stream = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "Lines of JSON, plain or by gzip; - for standard input.")
  private String file = "";

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Lines that are sent together. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--source",
      paramLabel = "URI",
      description =
          "The events' source; a source and a line's number name an event for ever. Default: file: and"
              + " the path; a new one for standard input.")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "FIELD",
      description =
          "The field with the key, such as visitor.id, for a stream whose declaration names none.")
  private Optional<String> key = Optional.empty();

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "5m",
      description = "How long to try while the node does not take any. Default: ${DEFAULT-VALUE}.")
  private Duration patience = Duration.ZERO;

  @Option(
      names = "--skip-refused",
      paramLabel = "FILE",
      description = "Write lines that are refused there, with the reasons, and go on.")
  private Optional<Path> skipRefused = Optional.empty();

  @Option(
      names = "--progress",
      paramLabel = "FILE",
      description = "Where to keep how far it is. Default: FILE.progress; none for standard input.")
  private Optional<Path> progress = Optional.empty();

  @Option(names = "--moved", description = "The same store has another URL than it had before.")
  private boolean moved;

  public AppendCommand(Terminal terminal) {
    this.terminal = terminal;
    this.node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    requireSense();
    return node.ask(client -> {
      try (LineSource lines = open()) {
        return append(client, lines);
      } catch (IOException unreadable) {
        throw unreadable(unreadable);
      }
    });
  }

  private void requireSense() {
    if (batch < 1 || batch > LARGEST_BATCH) {
      throw misuse("--batch must be between 1 and %d, but is %d".formatted(LARGEST_BATCH, batch));
    }
    if (source.filter(text -> text.isBlank() || text.length() > LONGEST_SOURCE).isPresent()) {
      throw misuse("--source must have 1 to %d characters".formatted(LONGEST_SOURCE));
    }
    if (key.filter(path -> !path.matches("[^.]+(\\.[^.]+)*")).isPresent()) {
      throw misuse("--key must be a field's name, or names with dots between: " + key.get());
    }
    if (isStandardInput() && (progress.isPresent() || moved)) {
      throw misuse("--progress and --moved need a FILE: standard input cannot be read again");
    }
    if (!isStandardInput() && skipRefused.filter(this::isInUse).isPresent()) {
      throw misuse("--skip-refused must be another file than FILE and its progress");
    }
  }

  private boolean isInUse(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.equals(Path.of(file).toAbsolutePath().normalize())
        || absolute.equals(progressPath().toAbsolutePath().normalize());
  }

  private LineSource open() throws IOException {
    return isStandardInput() ? LineSource.of(terminal.in()) : LineSource.open(Path.of(file));
  }

  private int append(NodeClient client, LineSource lines) throws IOException {
    ProgressLine line = new ProgressLine(terminal);
    AppendSettings settings = new AppendSettings(target(), batch, patience, skipRefused, moved);
    FileAppend append =
        new FileAppend(
            settings,
            isStandardInput() ? Optional.empty() : Optional.of(new ProgressFile(progressPath())),
            line);
    try (StopWithProcess stop = StopWithProcess.calling(append::stop)) {
      Summary summary = append.run(client, lines);
      line.clear();
      print(summary);
      stop.done();
      return summary.stopped() ? ExitCode.FAILED : ExitCode.OK;
    } catch (CommandFailure failure) {
      line.clear();
      throw append.begun() ? failure.with(goOn(append.lines(), failure)) : failure;
    }
  }

  private void print(Summary summary) {
    if (node.json()) {
      node.printJson(summary.json());
    } else {
      terminal.out().println(summary.text());
    }
    if (summary.stopped()) {
      terminal.err().println("sillok: stopped. " + goOn(summary.lines()));
    }
  }

  private String goOn(long lines, CommandFailure failure) {
    return failure.exitCode() == ExitCode.REJECTED
        ? "Mend it where it is, or give --skip-refused. " + goOn(lines)
        : goOn(lines);
  }

  private String goOn(long lines) {
    return isStandardInput()
        ? "%d lines are done. Whoever sends all of them again says --source '%s'"
            .formatted(lines, chosenSource())
        : "%d lines of %s are done; the same command goes on behind them".formatted(lines, file);
  }

  private Target target() {
    return new Target(stream, node.url(), chosenSource(), key.orElse(""));
  }

  private String chosenSource() {
    if (source.isEmpty()) {
      source =
          Optional.of(
              isStandardInput()
                  ? "urn:uuid:" + UUID.randomUUID()
                  : "file:" + Path.of(file).toAbsolutePath().normalize().toUri().getRawPath());
    }
    return source.get();
  }

  private Path progressPath() {
    Path path = Path.of(file);
    return progress.orElseGet(() -> path.resolveSibling(path.getFileName() + ".progress"));
  }

  private boolean isStandardInput() {
    return file.equals(STANDARD_INPUT);
  }

  private CommandFailure unreadable(IOException failure) {
    return new CommandFailure(
        ExitCode.USAGE,
        "cannot read %s: %s"
            .formatted(
                isStandardInput() ? "the standard input" : file, FileTrouble.inWords(failure)));
  }

  private static CommandFailure misuse(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }
}
