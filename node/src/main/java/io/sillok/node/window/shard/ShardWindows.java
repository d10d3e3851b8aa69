package io.sillok.node.window.shard;

import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.reading.LateEvent;
import io.sillok.node.window.reading.ReadPart;
import io.sillok.node.window.reading.RejectedEvent;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowTimes;
import io.sillok.protocol.window.run.StateRow;
import io.sillok.protocol.window.run.WindowResult;
import io.sillok.protocol.window.run.WindowState;
import java.util.ArrayList;
import java.util.List;

/** The windows of a shard, in memory. */
final class ShardWindows {

  private final WindowState state;
  private final Progress progress;
  private long watermark;
  private long told;
  private List<WindowResult> results = new ArrayList<>();
  private List<LateEvent> late = new ArrayList<>();
  private List<RejectedEvent> rejected = new ArrayList<>();
  private boolean isChanged;

  /**
   * @param told so many results were appended
   * @param rows of the state
   */
  ShardWindows(
      ProjectionDefinition<?> definition, Progress progress, long told, Iterable<StateRow> rows) {
    this.progress = progress;
    this.told = told;
    state = WindowState.of(definition.windowing(), definition.summaries());
    watermark = progress.watermark();
    state.restore(watermark, rows);
  }

  static Progress beginning(ProjectionDefinition<?> definition, int inputs) {
    return new Progress(new WindowTimes(definition.windowing().lateness()), inputs);
  }

  Progress progress() {
    return progress;
  }

  long watermark() {
    return watermark;
  }

  /** Takes in what was read of an input; what does not go on where it is came twice. */
  void take(int input, ReadPart part) {
    if (!progress.isNext(input, part)) {
      return;
    }
    part.contributions().forEach(each -> state.add(input, each));
    late.addAll(part.late());
    rejected.addAll(part.rejected());
    progress.take(input, part);
    isChanged = true;
    long now = progress.watermark();
    if (now > watermark) {
      watermark = now;
      results.addAll(state.advance(now));
    }
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
   * What is to be appended, and then kept.
   *
   * @param rows those of the state that have changed
   * @param progress as bytes
   * @param told so many results were appended then
   */
  record Commit(Outputs outputs, List<StateRow> rows, byte[] progress, long told) {}
}
