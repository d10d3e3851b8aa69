package io.sillok.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  @Test
  void the_ratio_is_that_of_the_medians() {
    Report report = report(samples(100, 300, 200), samples(800, 100, 400));

    assertThat(report.markdown())
        .contains("| 1 × 1 | ours | 100 / **200** / 300 |")
        .contains("| **0.50** |")
        .contains("| 1 × 1 | peer | 100 / **400** / 800 |");
  }

  @Test
  void there_is_a_ratio_to_each_peer_and_a_column_for_each_further_figure() {
    Report report =
        new Report(
            new Sum(),
            1,
            List.of(
                new Figure("1 × 1", "ours", List.of(sample(100).with(Map.of("bytes", 7.5)))),
                new Figure("1 × 1", "peer", samples(400)),
                new Figure("1 × 1", "other", samples(50))));

    assertThat(report.markdown())
        .contains(
            "| p50 ms | p99 ms | to peer | to other | bytes |\n|---|---|---|---|---|---|---|---|\n")
        .contains("| **0.25** | **2.00** | 7.50 |\n")
        .contains(
            """
            Aim: a ratio of at least 0.5 to peer and 2.0 to other.

            Met: 1 × 1, ours: 2 to other (at least 2).

            Missed: 1 × 1, ours: 0.25 to peer (at least 0.5).
            """);
  }

  @Test
  void what_has_no_rate_has_an_empty_cell_and_none_in_JSON() {
    Report report =
        new Report(
            new Sum(),
            1,
            List.of(
                new Figure(
                    "1 × 1",
                    "ours",
                    List.of(
                        new Sample(Double.NaN, Double.NaN, Double.NaN, 1)
                            .with(Map.of("ready s", 2.5))))));

    assertThat(report.markdown()).contains("| 1 × 1 | ours |  |  |  |").contains("| 2.50 |");
    assertThat(report.jsonLines().getFirst())
        .contains("\"ready s\":2.5")
        .doesNotContain("perSecond");
  }

  @Test
  void each_of_ours_is_held_against_the_peer() {
    Report report =
        new Report(
            new Sum() {
              @Override
              public List<String> ours() {
                return List.of("ours", "other");
              }
            },
            1,
            List.of(
                new Figure("1 × 1", "ours", samples(100)),
                new Figure("1 × 1", "other", samples(50)),
                new Figure("1 × 1", "peer", samples(400))));

    assertThat(report.markdown())
        .contains("| 1 × 1 | other | 50 / **50** / 50 | 1.00 | 2.00 | **0.13** |");
  }

  @Test
  void guarantees_are_a_table_with_a_column_for_each_contender() {
    Comparison sum =
        new Sum() {
          @Override
          public List<Guarantee> guarantees() {
            return List.of(Guarantee.of("order", "by key", "none", "total"));
          }
        };
    Figure figure = new Figure("1 × 1", "ours", samples(100));

    assertThat(new Report(sum, 1, List.of(figure), "All is there.").markdown())
        .contains(
            "| guarantee | ours | peer | other |\n|---|---|---|---|\n| order | by key | none | total |\n\n")
        .contains("|\n\nAll is there.\n\nAim: ");
  }

  @Test
  void what_was_not_measured_stays_empty() {
    Sample sample = new Sample(5, Double.NaN, Double.NaN, 1);

    assertThat(report(List.of(sample), samples(4)).markdown())
        .contains("| ours | 5 / **5** / 5 |  |  | **1.25** |");
  }

  @Test
  void the_commit_is_that_with_which_the_run_began() {
    String before = System.setProperty("sillok.load.commit", "0ld5ha+");
    try {
      Report report = report(samples(1), samples(2));
      assertThat(report.markdown()).contains("Commit 0ld5ha+, ");
      assertThat(report.jsonLines().getFirst()).contains("\"commit\":\"0ld5ha+\"");
    } finally {
      restore(before);
    }
  }

  private static void restore(@Nullable String commit) {
    if (commit == null) {
      System.clearProperty("sillok.load.commit");
    } else {
      System.setProperty("sillok.load.commit", commit);
    }
  }

  @Test
  void each_figure_is_one_json_line() {
    assertThat(report(samples(1, 2), samples(4, 8)).jsonLines())
        .hasSize(2)
        .first()
        .asString()
        .contains("\"contender\":\"ours\"", "\"perSecondMin\":1", "\"perSecondMax\":2")
        .doesNotContain("\n");
  }

  @Test
  void a_new_run_replaces_its_own_section_and_leaves_the_others(@TempDir Path directory)
      throws IOException {
    Path results = directory.resolve("RESULTS.md");
    Files.writeString(
        results,
        "# Results\n\n## before\n\nkept\n\n## sum\n\nold\n\n## sum-of-others\n\nkept too\n");

    report(samples(1), samples(2)).keepIn(results);

    assertThat(results)
        .content()
        .contains("## before\n\nkept\n", "## sum\n\nAdds.", "## sum-of-others\n\nkept too\n")
        .doesNotContain("old");
  }

  @Test
  void the_first_run_starts_the_file(@TempDir Path directory) throws IOException {
    Path results = directory.resolve("RESULTS.md");

    report(samples(1), samples(2)).keepIn(results);

    assertThat(results).content().startsWith("# Results\n").contains("\n## sum\n");
  }

  private static Report report(List<Sample> ours, List<Sample> peers) {
    return new Report(
        new Sum(),
        ours.size(),
        List.of(new Figure("1 × 1", "ours", ours), new Figure("1 × 1", "peer", peers)));
  }

  private static List<Sample> samples(double... rates) {
    return Arrays.stream(rates).mapToObj(ReportTest::sample).toList();
  }

  private static Sample sample(double rate) {
    return new Sample(rate, 1, 2, 3);
  }

  private static class Sum implements Comparison {

    @Override
    public String name() {
      return "sum";
    }

    @Override
    public String about() {
      return "Adds.";
    }

    @Override
    public List<String> shapes() {
      return List.of("1 × 1");
    }

    @Override
    public List<String> contenders() {
      return List.of("ours", "peer", "other");
    }

    @Override
    public Sample measure(String contender, String shape) {
      return new Sample(1, 1, 1, 1);
    }

    @Override
    public List<Aim> aims() {
      return List.of(new Aim("peer", 0.5), new Aim("other", 2));
    }
  }
}
