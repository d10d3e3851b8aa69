package io.sillok.node.window.shard;

import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.reading.LateEvent;
import io.sillok.node.window.reading.ReadPart;
import io.sillok.node.window.reading.RejectedEvent;
import io.sillok.protocol.window.run.StateRow;
import io.sillok.protocol.window.run.WindowResult;
import io.sillok.protocol.window.run.WindowState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The windows of a shard, in memory. */
final class ShardWindows {

  private final WindowState state;
  private final Progress progress;
  private long watermark;
  private List<WindowResult> results = new ArrayList<>();
  private List<LateEvent> late = new ArrayList<>();
  private List<RejectedEvent> rejected = new ArrayList<>();
  private boolean isChanged;

  /**
   * @param rows of the state
   */
  ShardWindows(ProjectionDefinition<?> definition, Progress progress, Iterable<StateRow> rows) {
    this.progress = progress;
    state = WindowState.of(definition.windowing(), definition.summaries());
    watermark = progress.watermark();
    state.restore(watermark, rows);
  }

  Progress progress() {
    return progress;
  }

  long watermark() {
    return watermark;
  }

  /** Takes in what was read of an input, unless it came already; whether it did. */
  boolean take(int input, ReadPart part) {
    if (!progress.isNext(input, part)) {
      return false;
    }
    part.contributions().forEach(each -> state.add(input, each));
    late.addAll(part.late());
    rejected.addAll(part.rejected());
    progress.take(input, part);
    isChanged = isChanged || part.next() > part.from();
    long now = progress.watermark();
    if (now > watermark) {
      watermark = now;
      results.addAll(state.advance(now));
    }
    return true;
  }

  /** So many results wait to be appended. */
  int results() {
    return results.size();
  }

  /**
   * What windows that have results to come hold by now.
   *
   * @param key empty for all
   */
  List<WindowResult> preview(String key) {
    return state.preview(key.isEmpty() ? Optional.empty() : Optional.of(key), Integer.MAX_VALUE);
  }

  /** How many parts windows are kept in. */
  int parts() {
    return state.parts();
  }

  /** Whether there is anything that is not kept. */
  boolean isChanged() {
    return isChanged;
  }

  /** So much waits to be appended. */
  int waiting() {
    return results.size() + late.size() + rejected.size();
  }

  /**
   * What has come since the last call; it is done once it was appended and kept.
   *
   * @param first the number of its first result
   */
  Commit prepare(long first) {
    Outputs outputs = new Outputs(first, results, late, rejected);
    results = new ArrayList<>();
    late = new ArrayList<>();
    rejected = new ArrayList<>();
    isChanged = false;
    return new Commit(outputs, state.changes(), progress.toBytes());
  }

  /**
   * What is to be appended, and then kept.
   *
   * @param rows those of the state that have changed
   * @param progress as it was, as bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Commit(Outputs outputs, List<StateRow> rows, byte[] progress) {

    /** The same with other results. */
    Commit telling(List<WindowResult> results) {
      return new Commit(
          new Outputs(outputs.first(), results, outputs.late(), outputs.rejected()),
          rows,
          progress);
    }
  }
}
