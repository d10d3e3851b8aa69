package io.sillok.node.cli.append;

import io.sillok.node.cli.append.Attempts.StoppedException;
import io.sillok.node.cli.append.BatchReader.Batch;
import io.sillok.node.cli.append.Entry.Fault;
import io.sillok.node.cli.append.Entry.Refusal;
import io.sillok.node.cli.append.file.Line;
import io.sillok.node.cli.append.file.LineDigest;
import io.sillok.node.cli.append.file.LineSource;
import io.sillok.node.cli.append.file.Progress;
import io.sillok.node.cli.append.file.Progress.UnderWay;
import io.sillok.node.cli.append.file.ProgressFile;
import io.sillok.node.cli.append.file.ProgressLock;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Appends the lines of a source to a stream, from where its progress says. Before each batch the
 * progress is written, with what is about to be under way, so that it is right at every moment:
 * whoever begins again sends with the same ids what may stand already, and nothing else twice.
 */
public final class FileAppend {

  private final AppendSettings settings;
  private final Optional<ProgressFile> file;
  private final Watcher watcher;
  private final Attempts attempts;
  private final long start = System.nanoTime();
  private final LineDigest digest = new LineDigest();
  private Progress progress;
  private boolean begun;
  private long before;
  private long appended;
  private long duplicates;
  private long refused;

  /** Told how it goes. */
  public interface Watcher {

    /** It begins behind so many lines. */
    void goesOnBehind(long lines);

    /** A batch is done. */
    void reached(Summary sofar, LineSource source);

    /** Something does not work at present; it is tried again for as long as is {@code left}. */
    void waits(String reason, Duration left);
  }

  /**
   * @param file where the progress is kept; empty if it cannot be gone on with
   */
  public FileAppend(AppendSettings settings, Optional<ProgressFile> file, Watcher watcher) {
    this.settings = settings;
    this.file = file;
    this.watcher = watcher;
    this.attempts = new Attempts(settings.patience(), watcher::waits);
    this.progress = Progress.none(settings.target());
  }

  /** Has it end soon, after the answer to what is under way. Thread-safe. */
  public void stop() {
    attempts.stop();
  }

  /** Whether it is certain where to begin, so that failures are about what is appended. */
  public boolean begun() {
    return begun;
  }

  /** How many lines are done. */
  public long lines() {
    return progress.lines();
  }

  /**
   * Appends what is left of {@code source}.
   *
   * @throws CommandFailure if it cannot be appended; how far it came is in the progress
   * @throws IOException if the source cannot be read
   */
  public Summary run(NodeClient node, LineSource source) throws IOException {
    Optional<ProgressLock> lock = file.map(ProgressFile::lock);
    try {
      new TargetCheck(node, attempts).check(settings.target());
      resume(node, source);
      begun = true;
      return appendAll(node, source);
    } catch (StoppedException stopped) {
      return summary(true);
    } finally {
      lock.ifPresent(ProgressLock::close);
    }
  }

  private void resume(NodeClient node, LineSource source) throws IOException {
    Optional<Progress> earlier = file.flatMap(ProgressFile::read);
    if (earlier.isPresent()) {
      new Resumption(settings, file.orElseThrow().path()).check(earlier.get(), source, digest);
      if (earlier.get().lines() > 0) {
        new TargetCheck(node, attempts).checkNotEmpty(settings.target());
        watcher.goesOnBehind(earlier.get().lines());
      }
      progress = earlier.get();
      before = progress.lines();
    }
  }

  private Summary appendAll(NodeClient node, LineSource source) throws IOException {
    Envelopes envelopes = new Envelopes(settings.target());
    BatchReader batches = new BatchReader(source, envelopes, settings.batch());
    BatchSender sender =
        new BatchSender(
            node, settings.target().stream(), attempts, settings.skipRefused().isEmpty());
    Optional<RefusedFile> skipped =
        settings.skipRefused().map(path -> RefusedFile.open(path, progress.skipped()));
    try {
      Optional<Batch> batch = batches.next();
      while (batch.isPresent() && !attempts.isStopped()) {
        append(batch.get(), sender, skipped);
        watcher.reached(summary(false), source);
        batch = batches.next();
      }
      return summary(batch.isPresent());
    } finally {
      write();
      skipped.ifPresent(RefusedFile::close);
    }
  }

  private void append(Batch batch, BatchSender sender, Optional<RefusedFile> skipped) {
    reach(progress.lines(), Optional.of(underWay(batch.lines())), skipped);
    write();
    Settlement settlement = sender.settle(batch.entries());
    appended += settlement.appended();
    duplicates += settlement.duplicates();
    refused += settlement.refusals().size();
    skipped.ifPresent(into -> into.write(settlement.refusals()));
    Optional<Refusal> end = settlement.end();
    long done =
        end.map(refusal -> refusal.line().number() - 1).orElse(batch.lines().getLast().number());
    batch.lines().stream().filter(line -> line.number() <= done).forEach(digest::add);
    reach(done, sentBeyond(done + 1, batch, settlement), skipped);
    if (end.isPresent()) {
      throw refusal(end.get());
    }
  }

  /** What was sent behind a line that was refused. */
  private static Optional<UnderWay> sentBeyond(long refused, Batch batch, Settlement settlement) {
    List<Line> sent =
        batch.lines().stream()
            .filter(line -> line.number() > refused)
            .filter(line -> line.number() <= settlement.lastLineSent())
            .toList();
    return sent.isEmpty() ? Optional.empty() : Optional.of(underWay(sent));
  }

  private static UnderWay underWay(List<Line> lines) {
    return new UnderWay(lines.getFirst().number(), lines.getLast().number(), LineDigest.of(lines));
  }

  private void reach(long lines, Optional<UnderWay> underWay, Optional<RefusedFile> skipped) {
    progress =
        new Progress(
            settings.target(),
            lines,
            digest.text(),
            underWay,
            skipped.map(RefusedFile::state).or(progress::skipped));
  }

  private void write() {
    file.ifPresent(into -> into.write(progress));
  }

  private Summary summary(boolean stopped) {
    return new Summary(
        settings.target().stream(),
        progress.lines(),
        before,
        appended,
        duplicates,
        refused,
        Duration.ofNanos(System.nanoTime() - start),
        stopped);
  }

  static CommandFailure refusal(Refusal refusal) {
    StringBuilder message =
        new StringBuilder(
            "line %d is refused (%s)".formatted(refusal.line().number(), refusal.code()));
    for (Fault fault : refusal.faults()) {
      message
          .append(System.lineSeparator())
          .append("  ")
          .append(fault.pointer().isEmpty() ? "(whole line)" : fault.pointer())
          .append(": ")
          .append(fault.message());
    }
    return new CommandFailure(ExitCode.REJECTED, message.toString(), RefusedFile.reasons(refusal));
  }
}
