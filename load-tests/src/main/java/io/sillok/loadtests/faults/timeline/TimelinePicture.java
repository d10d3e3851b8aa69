package io.sillok.loadtests.faults.timeline;

import io.sillok.loadtests.faults.timeline.Timeline.Series;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A timeline as a picture (SVG): what was done and what failed in each second, and the faults. */
public final class TimelinePicture {

  private static final int LEFT = 70;
  private static final int RIGHT = 30;
  private static final int PLOT = 180;
  private static final int BETWEEN = 50;
  private static final int LEAST_WIDTH = 900;
  private static final int PIXELS_PER_SECOND = 4;
  private static final int LABEL_LINE = 18;
  private static final int TICK_SECONDS = 20;
  private static final int MILLIS = 1000;
  private static final List<Plot> PLOTS =
      List.of(
          new Plot(Series.COMMANDS, "commands/s", "#1b6ca8"),
          new Plot(Series.APPENDS, "events appended/s", "#2e7d32"),
          new Plot(Series.WINDOWS, "windows told/s", "#6a4c93"),
          new Plot(Series.ERRORS, "tries that failed/s", "#c62828"));

  private final Timeline timeline;
  private final int seconds;
  private final int width;
  private final int top;
  private final StringBuilder svg = new StringBuilder();

  private TimelinePicture(Timeline timeline) {
    this.timeline = timeline;
    seconds = (int) (timeline.now() / MILLIS) + 1;
    width = Math.max(LEAST_WIDTH, seconds * PIXELS_PER_SECOND);
    top = 40 + LABEL_LINE * timeline.spans().size();
  }

  /** A series with its own scale. */
  private record Plot(Series series, String label, String colour) {}

  /** Draws {@code timeline} up to now. */
  public static String of(Timeline timeline) {
    return new TimelinePicture(timeline).draw();
  }

  private String draw() {
    int height = top + PLOTS.size() * (PLOT + BETWEEN);
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">",
        LEFT + width + RIGHT, height);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    add("<text x=\"%d\" y=\"22\" font-size=\"16\">Faults, and what clients got</text>", LEFT);
    faults(height - BETWEEN);
    for (int index = 0; index < PLOTS.size(); index++) {
      plot(PLOTS.get(index), top + index * (PLOT + BETWEEN));
    }
    return svg.append("</svg>\n").toString();
  }

  /** Each has a line of its own for its label, so that none covers another. */
  private void faults(int bottom) {
    int line = 0;
    for (Span span : timeline.spans()) {
      double from = x(span.from() / (double) MILLIS);
      double to = x(Math.min(span.to(), timeline.now()) / (double) MILLIS);
      int y = 40 + LABEL_LINE * line++;
      add(
          "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#f5a623\" opacity=\"0.18\"/>",
          from, y, Math.max(2, to - from), bottom - y);
      add(
          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#b26a00\"/>",
          from, y, from, bottom);
      boolean late = from > LEFT + width / 2.0;
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
          late ? from - 4 : from + 4, y + 13, late ? "end" : "start", escaped(span.fault()));
    }
  }

  private void plot(Plot plot, int y) {
    Map<Integer, Long> counts = timeline.perSecond(plot.series());
    long most = Math.max(1, counts.values().stream().mapToLong(Long::longValue).max().orElse(1));
    StringBuilder points = new StringBuilder();
    for (int second = 0; second < seconds; second++) {
      double value = counts.getOrDefault(second, 0L) * (double) PLOT / most;
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(second), y + PLOT - value));
    }
    int floor = y + PLOT;
    add(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#555\"/>",
        LEFT, floor, LEFT + width, floor);
    add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#555\"/>", LEFT, y, LEFT, floor);
    add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%d</text>", LEFT - 6, y + 12, most);
    add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">0</text>", LEFT - 6, floor);
    add(
        "<text transform=\"translate(20 %d) rotate(-90)\" text-anchor=\"middle\" fill=\"%s\">%s</text>",
        y + PLOT / 2, plot.colour(), plot.label());
    add(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>",
        plot.colour(), points.toString().strip());
    for (int second = 0; second < seconds; second += TICK_SECONDS) {
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%d s</text>",
          x(second), floor + 18, second);
    }
  }

  private double x(double second) {
    return LEFT + second * width / seconds;
  }

  @SuppressWarnings("AnnotateFormatMethod") // would bring a library for a word
  private void add(String element, Object... values) {
    svg.append(String.format(Locale.ROOT, element, values)).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
