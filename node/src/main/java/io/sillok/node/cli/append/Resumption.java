package io.sillok.node.cli.append;

import io.sillok.node.cli.append.file.Line;
import io.sillok.node.cli.append.file.LineDigest;
import io.sillok.node.cli.append.file.LineSource;
import io.sillok.node.cli.append.file.Progress;
import io.sillok.node.cli.append.file.Progress.Target;
import io.sillok.node.cli.append.file.Progress.UnderWay;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that a run can go on where another ended: it is the same file, for the same stream, with
 * the same ids. Else lines could come to stand twice, or never.
 */
final class Resumption {

  private final AppendSettings settings;
  private final Path file;

  /**
   * @param file where the progress is kept
   */
  Resumption(AppendSettings settings, Path file) {
    this.settings = settings;
    this.file = file;
  }

  /**
   * Moves {@code source} behind the lines that are done.
   *
   * @param digest of no lines yet; then of those that are done
   * @throws CommandFailure saying what is not the same
   */
  void check(Progress earlier, LineSource source, LineDigest digest) throws IOException {
    checkTarget(earlier.target(), settings.target());
    for (long done = 0; done < earlier.lines(); done++) {
      Optional<Line> line = source.next();
      if (line.isEmpty()) {
        throw otherFile("has %d lines".formatted(done), earlier);
      }
      digest.add(line.get());
    }
    if (!digest.text().equals(earlier.digest())) {
      throw otherFile("begins otherwise", earlier);
    }
    if (earlier.underWay().isPresent()) {
      checkUnderWay(earlier.underWay().get(), earlier.lines(), source);
    }
  }

  private void checkTarget(Target earlier, Target now) {
    checkSame("stream", earlier.stream(), now.stream());
    checkSame("--source", earlier.source(), now.source());
    checkSame("--key", earlier.key(), now.key());
    if (!settings.moved() && !earlier.url().equals(now.url())) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s is of a node at %s, and this is %s; if it is the same store, say --moved, else name another file with --progress"
              .formatted(file, earlier.url(), now.url()));
    }
  }

  private void checkSame(String what, String earlier, String now) {
    if (!earlier.equals(now)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s is of %s '%s', and this is '%s'; name another file with --progress"
              .formatted(file, what, earlier, now));
    }
  }

  private CommandFailure otherFile(String how, Progress earlier) {
    return new CommandFailure(
        ExitCode.USAGE,
        "the file is another than the one of which %s says that %d lines are done: it %s; give it a --source of its own and another file with --progress"
            .formatted(file, earlier.lines(), how));
  }

  /** Those that may stand must be what they were: their ids are of these events for ever. */
  private void checkUnderWay(UnderWay underWay, long done, LineSource source) throws IOException {
    List<Line> read = new ArrayList<>();
    Optional<Line> line = source.next();
    while (line.isPresent() && line.get().number() < underWay.last()) {
      read.add(line.get());
      line = source.next();
    }
    line.ifPresent(read::add);
    source.back(read);
    List<Line> sent = read.stream().filter(each -> each.number() >= underWay.first()).toList();
    if (!LineDigest.of(sent).equals(underWay.digest())) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "lines %d to %d were sent already, and are no longer what they were; a line that is refused is mended where it is, and the others keep their numbers (%d lines are done)"
              .formatted(underWay.first(), underWay.last(), done));
    }
  }
}
