package io.sillok.node.window.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.window.reading.Counts;
import io.sillok.node.window.reading.ReadPart;
import io.sillok.node.window.shard.Retelling.Stands;
import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.WindowTimes;
import io.sillok.protocol.window.run.WindowResult;
import io.sillok.protocol.window.run.Windowing;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which results are known to stand by their windows. */
final class RetellingTest {

  private static final long SECOND = 1_000_000;
  private static final Lateness LATENESS =
      Lateness.of(Duration.ZERO).allowing(Duration.ofSeconds(5));
  private static final Windowing WINDOWING =
      new Windowing(WindowSpec.tumbling(Duration.ofSeconds(10)), LATENESS, Emit.UPDATES);

  @Test
  void what_was_due_before_the_last_that_stands_was_told() {
    Retelling retelling = Retelling.NONE.with(stands(20, 1, ResultKind.ON_TIME), WINDOWING);
    assertThat(retelling.isTold(result(10, 1, ResultKind.FINAL, 15), null)).isTrue();
    assertThat(retelling.isTold(result(20, 1, ResultKind.ON_TIME, 20), null)).isFalse();
    assertThat(retelling.isTold(result(30, 1, ResultKind.ON_TIME, 30), null)).isFalse();
  }

  @Test
  void a_last_result_says_that_all_before_its_lateness_was_told() {
    Retelling retelling = Retelling.NONE.with(stands(20, 2, ResultKind.FINAL), WINDOWING);
    assertThat(retelling.isTold(result(23, 1, ResultKind.ON_TIME, 23), null)).isTrue();
    assertThat(retelling.isTold(result(25, 1, ResultKind.ON_TIME, 25), null)).isFalse();
  }

  @Test
  void a_window_is_told_for_the_last_time_once() {
    Retelling retelling = Retelling.NONE.with(stands(20, 2, ResultKind.LATE), WINDOWING);
    WindowResult last = result(20, 1, ResultKind.FINAL, 25);
    assertThat(retelling.isTold(last, stands(20, 2, ResultKind.LATE))).isFalse();
    assertThat(retelling.isTold(last, stands(20, 3, ResultKind.FINAL))).isTrue();
    assertThat(Retelling.behind(last, stands(20, 2, ResultKind.LATE)).version()).isEqualTo(3);
    assertThat(retelling.isTold(result(20, 2, ResultKind.LATE, 22), stands(20, 2, ResultKind.LATE)))
        .isTrue();
    assertThat(retelling.isTold(result(20, 3, ResultKind.LATE, 22), stands(20, 2, ResultKind.LATE)))
        .isFalse();
  }

  @Test
  void it_is_over_when_nothing_more_is_told_of_windows_that_have_results() {
    Retelling retelling = Retelling.NONE.with(stands(20, 1, ResultKind.ON_TIME), WINDOWING);
    assertThat(retelling.isAt(Window.BEGINNING)).isTrue();
    assertThat(retelling.isAt(24 * SECOND)).isTrue();
    assertThat(retelling.isAt(25 * SECOND)).isFalse();
    assertThat(Retelling.NONE.isAt(Window.BEGINNING)).isFalse();
    assertThat(
            Retelling.NONE
                .with(new Stands(Window.NEVER, 1, ResultKind.FINAL), WINDOWING)
                .isAt(Long.MAX_VALUE - 1))
        .isTrue();
  }

  @Test
  void it_is_kept_with_the_progress_and_what_was_kept_without_it_is_read() {
    WindowTimes times = new WindowTimes(LATENESS);
    Progress progress = new Progress(times, 2);
    progress.take(
        1, new ReadPart(0, 50, 7, 30, false, Counts.NONE, List.of(), List.of(), List.of()));
    Retelling retelling = Retelling.NONE.with(stands(20, 1, ResultKind.ON_TIME), WINDOWING);
    progress.retell(retelling);
    byte[] bytes = progress.toBytes();
    assertThat(Progress.of(times, bytes).dropped()).containsExactly(0L, 30L);
    assertThat(Progress.of(times, bytes).retelling()).isEqualTo(retelling);

    byte[] before = Arrays.copyOf(bytes, bytes.length - 4 * Long.BYTES);
    assertThat(Progress.of(times, before).offsets()).containsExactly(0L, 50L);
    assertThat(Progress.of(times, before).dropped()).containsExactly(0L, 0L);
    assertThat(Progress.of(times, before).retelling()).isEqualTo(Retelling.NONE);
  }

  private static Stands stands(long end, int version, ResultKind kind) {
    return new Stands(end * SECOND, version, kind);
  }

  private static WindowResult result(long end, int version, ResultKind kind, long due) {
    return new WindowResult(
        "key",
        new Window((end - 10) * SECOND, end * SECOND),
        version,
        kind,
        due * SECOND,
        1,
        List.of());
  }
}
