package io.sillok.node.window.shard;

import io.sillok.node.table.rows.TablePartition;
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
  private Standing standing;
  private long snapshotted;
  private List<Long> underWay;
  private List<Long> kept;
  private long watermarkUnderWay;
  private long keptWatermark;
  private long toldUnderWay;
  private long told;

  private OpenShard(
      ShardWindows windows,
      ShardOutputs outputs,
      Begun begun,
      ShardQueries queries,
      OutputEvents events) {
    this.windows = windows;
    this.outputs = outputs;
    rows = begun.rows();
    restoring = begun.restoring();
    snapshotted = begun.kept().map(Kept::reached).orElse(0L);
    this.queries = queries;
    this.events = events;
    standing = begun.kept().map(Kept::standing).orElse(Standing.START);
    underWay = windows.progress().offsets();
    kept = underWay;
    watermarkUnderWay = windows.watermark();
    keptWatermark = watermarkUnderWay;
    toldUnderWay = windows.told();
    told = toldUnderWay;
  }

  /** Opens it as it was kept last, or at the beginning of its inputs. */
  static CompletionStage<OpenShard> open(
      ShardParts parts, ProjectionDefinition<?> definition, int inputs, int shard) {
    OutputEvents events = new OutputEvents(definition, shard);
    return ShardStreams.find(parts.streams(), definition.version())
        .thenCompose(streams ->
            new ShardBeginning(
                    parts,
                    name(definition.version(), shard),
                    partition(definition.version(), shard),
                    events,
                    streams.results())
                .find()
                .thenCompose(begun ->
                    Stood.find(
                            parts.writers(),
                            streams,
                            shard,
                            begun.kept().map(Kept::standing).orElse(Standing.START),
                            begun.kept().map(Kept::told).orElse(0L))
                        .thenApplyAsync(
                            stood ->
                                new OpenShard(
                                    windows(definition, inputs, begun.kept()),
                                    new ShardOutputs(
                                        parts.appends(), events, streams, shard, stood),
                                    begun,
                                    new ShardQueries(begun.table(), parts.executor()),
                                    events),
                            parts.executor())));
  }

  private static TablePartition partition(ProjectionVersion version, int shard) {
    return new TablePartition(
        "sillok-projection-" + version.projection(), "v" + version.number(), shard);
  }

  private static ShardWindows windows(
      ProjectionDefinition<?> definition, int inputs, Optional<Kept> kept) {
    WindowTimes times = new WindowTimes(definition.windowing().lateness());
    return kept.map(found ->
            new ShardWindows(
                definition, Progress.of(times, found.progress()), found.told(), found.state()))
        .orElseGet(() -> new ShardWindows(definition, new Progress(times, inputs), 0, List.of()));
  }

  /**
   * Drops what is left of earlier versions, none of which runs any more. What they told stays, and
   * one that is declared again begins at the beginning of its inputs.
   */
  static CompletionStage<Void> dropEarlier(ShardParts parts, ProjectionVersion version, int shard) {
    CompletionStage<Void> dropped = parts.store().dropOthers(partition(version, shard));
    for (int number = 1; number < version.number(); number++) {
      String earlier = name(new ProjectionVersion(version.projection(), number), shard);
      dropped = dropped.thenCompose(done -> parts.snapshots().drop(earlier));
    }
    return dropped;
  }

  /** Names it among all. */
  private static String name(ProjectionVersion version, int shard) {
    return "%s/%d".formatted(version.results(), shard);
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
    ShardWindows.Commit commit = windows.prepare();
    toldUnderWay = windows.told();
    List<FittingResult> results = outputs.fit(commit.outputs());
    return outputs
        .append(commit.outputs(), results, standing)
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

  /** So much has come since the last snapshot, or since it was opened. */
  long sinceSnapshot() {
    return kept.stream().mapToLong(Long::longValue).sum() - snapshotted;
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
