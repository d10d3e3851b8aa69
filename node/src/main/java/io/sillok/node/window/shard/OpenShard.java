package io.sillok.node.window.shard;

import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.ranking.Ranking;
import io.sillok.node.window.ranking.TopResults;
import io.sillok.node.window.shard.ShardBeginning.Begun;
import io.sillok.node.window.shard.ShardMessage.Preview;
import io.sillok.node.window.shard.ShardMessage.Top;
import io.sillok.node.window.shard.ShardRows.Kept;
import io.sillok.node.window.snapshot.WindowSnapshots;
import io.sillok.protocol.window.WindowTimes;
import io.sillok.protocol.window.run.WindowResult;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A shard at work. What it tells is appended first, and then it is kept that it was, together with
 * all that it follows from; so whoever goes on after a crash tells some of it once more, by the
 * same ids.
 */
final class OpenShard {

  private final ShardWindows windows;
  private final ShardOutputs outputs;
  private final ShardRows rows;
  private final ShardQueries queries;
  private final OutputEvents events;
  private final Optional<Duration> restoring;
  private final long stood;
  private Standing standing;
  private long snapshotted;
  private long tried;
  private List<Long> underWay;
  private List<Long> kept;
  private long watermarkUnderWay;
  private long keptWatermark;
  private long toldUnderWay;
  private long told;

  private OpenShard(
      ShardWindows windows,
      ShardOutputs outputs,
      long stood,
      Begun begun,
      ShardQueries queries,
      OutputEvents events) {
    this.windows = windows;
    this.outputs = outputs;
    this.stood = stood;
    rows = begun.rows();
    restoring = begun.restoring();
    snapshotted = begun.snapshotted();
    tried = begun.kept().map(Kept::reached).orElse(0L);
    this.queries = queries;
    this.events = events;
    standing = standing(begun);
    underWay = windows.progress().offsets();
    kept = underWay;
    watermarkUnderWay = windows.watermark();
    keptWatermark = watermarkUnderWay;
    told = isRetelling() ? stood : told(begun);
    toldUnderWay = told;
  }

  /**
   * Opens it as it was kept last, or at the beginning of its inputs.
   *
   * @param retells whether results may stand that do not follow again, for inputs were dropped
   */
  static CompletionStage<OpenShard> open(
      ShardParts parts,
      ProjectionDefinition<?> definition,
      int inputs,
      int shard,
      boolean retells) {
    OutputEvents events = new OutputEvents(definition, shard);
    return ShardStreams.find(parts.streams(), definition.version())
        .thenCompose(streams -> {
          ShardBeginning beginning =
              new ShardBeginning(
                  parts,
                  name(definition.version(), shard),
                  partition(definition.version(), shard),
                  events,
                  streams.results());
          return beginning
              .find()
              .thenCompose(begun ->
                  Stood.find(parts.writers(), streams, shard, standing(begun), told(begun))
                      .thenCompose(stood ->
                          retelling(
                                  definition,
                                  beginning,
                                  begun,
                                  retells && told(begun) < stood.results())
                              .thenApplyAsync(
                                  retelling ->
                                      new OpenShard(
                                          windows(definition, inputs, begun.kept(), retelling),
                                          new ShardOutputs(
                                              parts.appends(), events, streams, shard, stood),
                                          stood.results(),
                                          begun,
                                          new ShardQueries(begun.table(), parts.executor()),
                                          events),
                                  parts.executor())));
        });
  }

  private static Standing standing(Begun begun) {
    return begun.kept().map(Kept::standing).orElse(Standing.START);
  }

  private static long told(Begun begun) {
    return begun.kept().map(Kept::told).orElse(0L);
  }

  /**
   * @param begins whether it is to retell from now on
   */
  private static CompletionStage<Retelling> retelling(
      ProjectionDefinition<?> definition, ShardBeginning beginning, Begun begun, boolean begins) {
    WindowTimes times = new WindowTimes(definition.windowing().lateness());
    Optional<Progress> progress = begun.kept().map(kept -> Progress.of(times, kept.progress()));
    Retelling before = progress.map(Progress::retelling).orElse(Retelling.NONE);
    return begins || progress.filter(kept -> before.isAt(kept.watermark())).isPresent()
        ? beginning.retell(begun.rows(), before, definition.windowing(), standing(begun).results())
        : CompletableFuture.completedFuture(before);
  }

  private static TablePartition partition(ProjectionVersion version, int shard) {
    return new TablePartition(
        "sillok-projection-" + version.projection(), "v" + version.number(), shard);
  }

  private static ShardWindows windows(
      ProjectionDefinition<?> definition, int inputs, Optional<Kept> kept, Retelling retelling) {
    WindowTimes times = new WindowTimes(definition.windowing().lateness());
    Progress progress =
        kept.map(found -> Progress.of(times, found.progress()))
            .orElseGet(() -> new Progress(times, inputs));
    progress.retell(retelling);
    return new ShardWindows(definition, progress, kept.map(Kept::state).orElse(List.of()));
  }

  /**
   * Drops what is left of other versions, none of which runs any more. What they told stays, and
   * one that is declared again begins at the beginning of its inputs.
   *
   * @param versions so many the projection has
   */
  static CompletionStage<Void> dropOthers(
      ShardParts parts, ProjectionVersion version, int versions, int shard) {
    CompletionStage<Void> dropped = parts.store().dropOthers(partition(version, shard));
    for (int number = 1; number <= versions; number++) {
      if (number != version.number()) {
        String other = name(new ProjectionVersion(version.projection(), number), shard);
        dropped = dropped.thenCompose(done -> parts.snapshots().drop(other));
      }
    }
    return dropped;
  }

  /**
   * Drops all that is left of a projection that runs no more, on this node and in the store. One
   * that runs again meanwhile opens its rows after this, or has to open them again.
   */
  static CompletionStage<Void> dropAll(
      ShardParts parts, String projection, int versions, int shard) {
    CompletionStage<Void> dropped = CompletableFuture.completedFuture(null);
    for (int number = 1; number <= versions; number++) {
      ProjectionVersion version = new ProjectionVersion(projection, number);
      dropped =
          dropped
              .thenCompose(done -> parts.store().open(partition(version, shard)))
              .thenCompose(TableRows::clear)
              .thenCompose(done -> parts.snapshots().drop(name(version, shard)));
    }
    return dropped;
  }

  /** Names it among all. */
  private static String name(ProjectionVersion version, int shard) {
    return "%s/%d".formatted(version.results(), shard);
  }

  /** Whether results stand that were not told again yet. */
  boolean isBehind() {
    return !isRetelling() && toldUnderWay + windows.results() < stood;
  }

  /** Whether results are known by their windows, for their numbers say nothing. */
  boolean isRetelling() {
    return windows.progress().retelling().isAt(keptWatermark);
  }

  ShardWindows windows() {
    return windows;
  }

  ShardQueries queries() {
    return queries;
  }

  /** What windows that have results to come hold by now. */
  ShardAnswer.Found preview(Preview preview) {
    SortedMap<String, WindowResult> all =
        previews(preview.key(), preview.from(), preview.to()).tailMap(preview.after() + '\0');
    return ShardAnswer.Found.upTo(
        all.values().stream()
            .limit(preview.limit())
            .map(each -> events.json(each).toString())
            .toList(),
        all.keySet().stream().limit(preview.limit()).toList(),
        all.size() > preview.limit());
  }

  /** The results of windows that have the largest values. */
  CompletionStage<ShardAnswer.Found> top(Top top, Ranking ranking) {
    TopResults best = new TopResults(ranking, top.most(), top.after());
    SortedMap<String, WindowResult> open =
        top.open() ? previews(top.key(), top.from(), top.to()) : new TreeMap<>();
    best.add(open.values().stream().map(each -> events.json(each).toString()).toList());
    return queries
        .rank(top, best, Set.copyOf(open.keySet()))
        .thenApply(all -> ShardAnswer.Found.upTo(all, Collections.nCopies(all.size(), ""), false));
  }

  /** By place. */
  private SortedMap<String, WindowResult> previews(String key, long from, long to) {
    SortedMap<String, WindowResult> previews = new TreeMap<>();
    for (WindowResult each : windows.preview(key)) {
      if (each.window().end() > from && each.window().end() <= to) {
        previews.put(ResultRows.byTime(each.key(), each.window()), each);
      }
    }
    return previews;
  }

  /** Appends and keeps what has come; to be called again only when it is done. */
  CompletionStage<Standing> commit() {
    underWay = windows.progress().offsets();
    watermarkUnderWay = windows.watermark();
    ShardWindows.Commit commit = windows.prepare(told);
    if (!isRetelling()) {
      toldUnderWay = told + commit.outputs().results().size();
      return commit(commit, standing);
    }
    Standing known = standing;
    return rows.untold(commit.outputs().results(), windows.progress().retelling())
        .thenCompose(untold -> {
          toldUnderWay = commit.outputs().first() + untold.size(); // nobody looks before it is done
          return commit(commit.telling(untold), known);
        });
  }

  private CompletionStage<Standing> commit(ShardWindows.Commit commit, Standing known) {
    List<FittingResult> results = outputs.fit(commit.outputs());
    return outputs
        .append(commit.outputs(), results, known)
        .thenCompose(now -> rows.write(commit, results, now).thenApply(written -> now));
  }

  /** What was appended and kept. */
  void committed(Standing now) {
    standing = now;
    kept = underWay;
    keptWatermark = watermarkUnderWay;
    told = toldUnderWay;
  }

  /** How long it took to take over a snapshot when it was opened; empty if none was. */
  Optional<Duration> restoring() {
    return restoring;
  }

  /** So much has come since a snapshot was tried last, or since it was opened. */
  long sinceSnapshot() {
    return reached() - tried;
  }

  /** Whether anything was kept that is in no snapshot. */
  boolean isBehindSnapshot() {
    return reached() > snapshotted;
  }

  private long reached() {
    return kept.stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Takes a snapshot of what was kept last.
   *
   * @param shard names it among all
   */
  CompletionStage<Long> snapshot(WindowSnapshots snapshots, String shard) {
    return rows.snapshot(snapshots, shard);
  }

  /**
   * A snapshot was taken.
   *
   * @param reached so many offsets of all inputs are in it
   */
  void snapshotted(long reached) {
    snapshotted = reached;
    tried = reached;
  }

  /** None could be taken. */
  void notSnapshotted() {
    tried = reached();
  }

  /** All results that were due by then stand. */
  long keptWatermark() {
    return keptWatermark;
  }

  /** So many results were appended and kept. */
  long told() {
    return told;
  }

  /** By input, the offset that was come to when what followed was appended and kept last. */
  List<Long> kept() {
    return kept;
  }
}
