package io.sillok.loadtests.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.report.Figure.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a comparison gave, for people and for programs. */
public final class Report {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Comparison comparison;
  private final int rounds;
  private final List<Figure> figures;

  public Report(Comparison comparison, int rounds, List<Figure> figures) {
    this.comparison = comparison;
    this.rounds = rounds;
    this.figures = List.copyOf(figures);
  }

  /**
   * A section with a table: a row for each contender at each shape, and the ratio of the medians.
   */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("## ").append(comparison.name()).append("\n\n").append(comparison.about());
    text.append("\n\n")
        .append(Machine.describe())
        .append(", ")
        .append(rounds)
        .append(" rounds.\n\n");
    text.append(
        "| work | contender | per second: min / median / max | p50 ms | p99 ms | ratio |\n");
    text.append("|---|---|---|---|---|---|\n");
    figures.forEach(figure -> text.append(row(figure)));
    text.append("\nAim: a ratio of at least %.1f.\n".formatted(comparison.aim()));
    return text.toString();
  }

  /** One JSON object a figure. */
  public List<String> jsonLines() {
    return figures.stream().map(this::json).toList();
  }

  /** Replaces this comparison's section in {@code file}, or adds it at the end. */
  public void keepIn(Path file) throws IOException {
    String kept =
        Files.exists(file)
            ? Files.readString(file)
            : "# Results\n\nThe last run of each comparison.\n";
    String section = markdown();
    Matcher old =
        Pattern.compile("(?ms)^## " + Pattern.quote(comparison.name()) + "\\n.*?(?=^## |\\z)")
            .matcher(kept);
    String changed =
        old.find()
            ? old.replaceFirst(Matcher.quoteReplacement(section + "\n"))
            : kept.stripTrailing() + "\n\n" + section;
    Files.writeString(file, changed.stripTrailing() + "\n");
  }

  private String row(Figure figure) {
    Spread rate = figure.rate();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,.0f / **%,.0f** / %,.0f | %.2f | %.2f | %s |%n",
        figure.shape(),
        figure.contender(),
        rate.min(),
        rate.median(),
        rate.max(),
        figure.p50Millis().median(),
        figure.p99Millis().median(),
        isOurs(figure) ? "**%.2f**".formatted(rate.median() / peerOf(figure).rate().median()) : "");
  }

  private String json(Figure figure) {
    ObjectNode line = JSON.createObjectNode();
    line.put("comparison", comparison.name());
    line.put("shape", figure.shape());
    line.put("contender", figure.contender());
    line.put("rounds", rounds);
    line.put("perSecondMin", Math.round(figure.rate().min()));
    line.put("perSecondMedian", Math.round(figure.rate().median()));
    line.put("perSecondMax", Math.round(figure.rate().max()));
    line.put("p50Millis", figure.p50Millis().median());
    line.put("p99Millis", figure.p99Millis().median());
    line.put("commit", Machine.commit());
    return line.toString();
  }

  private boolean isOurs(Figure figure) {
    return figure.contender().equals(comparison.contenders().getFirst());
  }

  private Figure peerOf(Figure ours) {
    return figures.stream()
        .filter(each -> each.shape().equals(ours.shape()) && !isOurs(each))
        .findFirst()
        .orElse(ours);
  }
}
