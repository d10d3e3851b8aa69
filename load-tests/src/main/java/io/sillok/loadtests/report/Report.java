package io.sillok.loadtests.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Comparison.Aim;
import io.sillok.loadtests.Guarantee;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.report.Figure.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a comparison gave, for people and for programs. */
public final class Report {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Comparison comparison;
  private final int rounds;
  private final List<Figure> figures;
  private final String verified;

  public Report(Comparison comparison, int rounds, List<Figure> figures) {
    this(comparison, rounds, figures, "");
  }

  /**
   * The same of what was looked at afterwards.
   *
   * @param verified in a sentence, or empty
   */
  public Report(Comparison comparison, int rounds, List<Figure> figures, String verified) {
    this.comparison = comparison;
    this.rounds = rounds;
    this.figures = List.copyOf(figures);
    this.verified = verified;
  }

  /**
   * A section with a table: a row for each contender at each shape, and the ratio of the medians.
   */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("## ").append(comparison.name()).append("\n\n").append(comparison.about());
    text.append("\n\n");
    appendGuarantees(text);
    text.append(Size.trial()).append(Machine.describe());
    text.append(rounds == 1 ? ", 1 round.\n\n" : ", %d rounds.\n\n".formatted(rounds));
    appendHead(text, headings());
    figures.forEach(figure -> text.append(line(row(figure))));
    if (!verified.isEmpty()) {
      text.append("\n").append(verified).append("\n");
    }
    text.append("\nAim: ").append(comparison.aim()).append(".\n");
    text.append(new Verdicts(comparison, figures).markdown());
    return text.toString();
  }

  private void appendGuarantees(StringBuilder text) {
    if (comparison.guarantees().isEmpty()) {
      return;
    }
    List<String> headings = new ArrayList<>(List.of("guarantee"));
    headings.addAll(comparison.contenders());
    appendHead(text, headings);
    for (Guarantee each : comparison.guarantees()) {
      List<String> cells = new ArrayList<>(List.of(each.of()));
      cells.addAll(each.promises());
      text.append(line(cells));
    }
    text.append("\n");
  }

  private static void appendHead(StringBuilder text, List<String> headings) {
    text.append(line(headings)).append("|---".repeat(headings.size())).append("|\n");
  }

  private List<String> headings() {
    List<String> headings = new ArrayList<>();
    headings.addAll(List.of("work", "contender", "per second: min / median / max"));
    headings.addAll(List.of(Figure.P50, Figure.P99));
    comparison.aims().forEach(aim -> headings.add("to " + aim.peer()));
    headings.addAll(extras());
    return headings;
  }

  private Set<String> extras() {
    Set<String> headings = new TreeSet<>();
    figures.forEach(figure -> headings.addAll(figure.extras()));
    return headings;
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** One JSON object a figure. */
  public List<String> jsonLines() {
    return figures.stream().map(this::json).toList();
  }

  /** Replaces this comparison's section in {@code file}, or adds it at the end. */
  public void keepIn(Path file) throws IOException {
    keepIn(file, comparison.name(), markdown());
  }

  /** The same with the section of anything else that is measured. */
  public static void keepIn(Path file, String name, String section) throws IOException {
    String kept =
        Files.exists(file)
            ? Files.readString(file)
            : "# Results\n\nThe last run of each comparison.\n";
    Matcher old =
        Pattern.compile("(?ms)^## " + Pattern.quote(name) + "\\n.*?(?=^## |\\z)").matcher(kept);
    String changed =
        old.find()
            ? old.replaceFirst(Matcher.quoteReplacement(section + "\n"))
            : kept.stripTrailing() + "\n\n" + section;
    Files.writeString(file, changed.stripTrailing() + "\n");
  }

  private List<String> row(Figure figure) {
    Spread rate = figure.rate();
    List<String> cells = new ArrayList<>();
    cells.add(figure.shape());
    cells.add(figure.contender());
    cells.add(Double.isNaN(rate.median()) ? "" : spread(rate));
    cells.add(number(figure.p50Millis().median()));
    cells.add(number(figure.p99Millis().median()));
    comparison.aims().forEach(aim -> cells.add(isOurs(figure) ? ratio(figure, aim) : ""));
    extras().forEach(extra -> cells.add(extra(figure, extra)));
    return cells;
  }

  private static String spread(Spread rate) {
    return String.format(
        Locale.ROOT, "%,.0f / **%,.0f** / %,.0f", rate.min(), rate.median(), rate.max());
  }

  private String ratio(Figure ours, Aim aim) {
    return figures.stream()
        .filter(each -> each.shape().equals(ours.shape()) && each.contender().equals(aim.peer()))
        .findFirst()
        .map(peer ->
            String.format(Locale.ROOT, "**%.2f**", ours.rate().median() / peer.rate().median()))
        .orElse("");
  }

  private static String extra(Figure figure, String heading) {
    if (!figure.extras().contains(heading)) {
      return "";
    }
    return number(figure.extra(heading).median());
  }

  /** Nothing for what was not measured. */
  private static String number(double value) {
    return Double.isNaN(value)
        ? ""
        : String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }

  private String json(Figure figure) {
    ObjectNode line = JSON.createObjectNode();
    line.put("comparison", comparison.name());
    line.put("shape", figure.shape());
    line.put("contender", figure.contender());
    line.put("rounds", rounds);
    if (!Double.isNaN(figure.rate().median())) {
      line.put("perSecondMin", Math.round(figure.rate().min()));
      line.put("perSecondMedian", Math.round(figure.rate().median()));
      line.put("perSecondMax", Math.round(figure.rate().max()));
    }
    line.put("p50Millis", figure.p50Millis().median());
    line.put("p99Millis", figure.p99Millis().median());
    figure.extras().forEach(extra -> line.put(extra, figure.extra(extra).median()));
    line.put("commit", Machine.commit());
    return line.toString();
  }

  private boolean isOurs(Figure figure) {
    return comparison.ours().contains(figure.contender());
  }
}
