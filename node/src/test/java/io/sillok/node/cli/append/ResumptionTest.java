package io.sillok.node.cli.append;

import static io.sillok.node.cli.append.Lines.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.node.cli.append.file.Line;
import io.sillok.node.cli.append.file.LineDigest;
import io.sillok.node.cli.append.file.LineSource;
import io.sillok.node.cli.append.file.Progress;
import io.sillok.node.cli.append.file.Progress.Target;
import io.sillok.node.cli.append.file.Progress.UnderWay;
import io.sillok.node.cli.client.CommandFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run goes on only where it is certain that it does the rest of another. */
final class ResumptionTest {

  /** Two of six lines are done, the next two may stand. */
  private static final Progress EARLIER =
      new Progress(
          TARGET,
          2,
          LineDigest.of(lines(1, "one", "two")),
          Optional.of(new UnderWay(3, 4, LineDigest.of(lines(3, "three", "four")))),
          Optional.empty());

  @Test
  void it_begins_behind_the_lines_that_are_done() throws IOException {
    LineSource source = source("one\ntwo\nthree\nfour\nfive\n");
    LineDigest digest = new LineDigest();
    check(EARLIER, TARGET, false, source, digest);
    Line next = source.next().orElseThrow();
    assertThat(next.number()).isEqualTo(3);
    assertThat(next.text()).isEqualTo("three");
    digest.add(next);
    assertThat(digest.text()).isEqualTo(LineDigest.of(lines(1, "one", "two", "three")));
    assertThat(source.next().orElseThrow().text()).isEqualTo("four");
    assertThat(source.next().orElseThrow().text()).isEqualTo("five");
  }

  @Test
  void lines_that_were_never_sent_may_change_and_others_may_follow() throws IOException {
    check(EARLIER, TARGET, false, source("one\r\ntwo\r\nthree\nfour\nFIVE\nsix\nseven"));
  }

  @ParameterizedTest
  @CsvSource({
    "'one\nTWO\nthree\nfour\n', it begins otherwise",
    "'zero\none\ntwo\nthree\n', it begins otherwise",
    "'one\n', it has 1 lines",
    "'one\ntwo\nthree\nFOUR\nfive\n', lines 3 to 4 were sent already",
    "'one\ntwo\nthree\n', lines 3 to 4 were sent already",
    "'one\ntwo\nfour\nfive\n', lines 3 to 4 were sent already",
  })
  void another_file_is_noticed(String file, String message) {
    assertThatThrownBy(() -> check(EARLIER, TARGET, false, source(file)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_refused_line_is_mended_where_it_is() throws IOException {
    Progress refusedAtThree =
        new Progress(
            TARGET,
            2,
            LineDigest.of(lines(1, "one", "two")),
            Optional.of(new UnderWay(4, 5, LineDigest.of(lines(4, "four", "five")))),
            Optional.empty());
    check(refusedAtThree, TARGET, false, source("one\ntwo\nTHREE\nfour\nfive\n"));
    check(refusedAtThree, TARGET, false, source("one\ntwo\n\nfour\nfive\n"));
    assertThatThrownBy(
            () -> check(refusedAtThree, TARGET, false, source("one\ntwo\nfour\nfive\nsix\n")))
        .hasMessageContaining("the others keep their numbers");
  }

  @Test
  void another_stream_source_or_key_is_another_run() {
    assertRefused(new Target("other", TARGET.url(), TARGET.source(), ""), "stream 'page-viewed'");
    assertRefused(new Target("page-viewed", TARGET.url(), "s", ""), "of --source 'file:/a \"b\"'");
    assertRefused(new Target("page-viewed", TARGET.url(), TARGET.source(), "k"), "of --key ''");
  }

  @Test
  void another_node_is_the_same_store_only_if_somebody_says_so() throws IOException {
    Target moved = new Target("page-viewed", "http://h:2", TARGET.source(), "");
    assertRefused(moved, "is of a node at http://h:1, and this is http://h:2");
    check(EARLIER, moved, true, source("one\ntwo\nthree\nfour\n"));
  }

  private static void assertRefused(Target now, String message) {
    assertThatThrownBy(() -> check(EARLIER, now, false, source("one\ntwo\nthree\nfour\n")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(message);
  }

  private static void check(Progress earlier, Target now, boolean moved, LineSource source)
      throws IOException {
    check(earlier, now, moved, source, new LineDigest());
  }

  private static void check(
      Progress earlier, Target now, boolean moved, LineSource source, LineDigest digest)
      throws IOException {
    AppendSettings settings = new AppendSettings(now, 10, Duration.ZERO, Optional.empty(), moved);
    new Resumption(settings, Path.of("f.progress")).check(earlier, source, digest);
  }

  private static LineSource source(String text) throws IOException {
    return LineSource.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Line> lines(long first, String... texts) {
    return LongStream.range(0, texts.length)
        .mapToObj(index -> Lines.line(first + index, texts[(int) index]))
        .toList();
  }
}
