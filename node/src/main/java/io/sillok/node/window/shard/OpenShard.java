package io.sillok.node.window.shard;

import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.shard.ShardRows.Kept;
import io.sillok.protocol.window.WindowTimes;
import io.sillok.protocol.window.run.WindowResult;
import java.util.List;
import java.util.Optional;
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
  private Standing standing;
  private List<Long> underWay;
  private List<Long> kept;
  private long toldUnderWay;
  private long told;

  private OpenShard(
      ShardWindows windows,
      ShardOutputs outputs,
      ShardRows rows,
      ShardQueries queries,
      OutputEvents events,
      Standing standing) {
    this.windows = windows;
    this.outputs = outputs;
    this.rows = rows;
    this.queries = queries;
    this.events = events;
    this.standing = standing;
    underWay = windows.progress().offsets();
    kept = underWay;
    toldUnderWay = windows.told();
    told = toldUnderWay;
  }

  /** Opens it as it was kept last, or at the beginning of its inputs. */
  static CompletionStage<OpenShard> open(
      ShardParts parts, ProjectionDefinition<?> definition, int inputs, int shard) {
    OutputEvents events = new OutputEvents(definition, shard);
    return ShardStreams.find(parts.streams(), definition.version())
        .thenCombine(parts.store().open(partition(definition.version(), shard)), Opening::new)
        .thenCompose(opening -> {
          ShardRows rows = new ShardRows(opening.rows(), events);
          return rows.read()
              .thenCompose(kept ->
                  Stood.find(
                          parts.writers(),
                          opening.streams(),
                          shard,
                          kept.map(Kept::standing).orElse(Standing.START),
                          kept.map(Kept::told).orElse(0L))
                      .thenApplyAsync(
                          stood ->
                              new OpenShard(
                                  windows(definition, inputs, kept),
                                  new ShardOutputs(
                                      parts.appends(), events, opening.streams(), shard, stood),
                                  rows,
                                  new ShardQueries(opening.rows()),
                                  events,
                                  kept.map(Kept::standing).orElse(Standing.START)),
                          parts.executor()));
        });
  }

  private record Opening(ShardStreams streams, TableRows rows) {}

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

  ShardWindows windows() {
    return windows;
  }

  ShardQueries queries() {
    return queries;
  }

  /** What windows that have results to come hold by now. */
  ShardAnswer.Found preview(String key, int limit) {
    List<WindowResult> previews = windows.preview(key, limit);
    return new ShardAnswer.Found(
        previews.stream().map(each -> events.json(each).toString()).toList(),
        previews.stream().map(each -> ResultRows.byTime(each.key(), each.window())).toList(),
        false);
  }

  /** Appends and keeps what has come; to be called again only when it is done. */
  CompletionStage<Standing> commit() {
    underWay = windows.progress().offsets();
    ShardWindows.Commit commit = windows.prepare();
    toldUnderWay = windows.told();
    return outputs
        .append(commit.outputs(), standing)
        .thenCompose(now -> rows.write(commit, now).thenApply(written -> now));
  }

  /** What was appended and kept. */
  void committed(Standing now) {
    standing = now;
    kept = underWay;
    told = toldUnderWay;
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
