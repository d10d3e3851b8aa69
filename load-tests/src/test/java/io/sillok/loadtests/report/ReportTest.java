package io.sillok.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Comparison.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    return java.util.Arrays.stream(rates).mapToObj(rate -> new Sample(rate, 1, 2, 3)).toList();
  }

  private static final class Sum implements Comparison {

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
