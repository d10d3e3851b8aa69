package io.sillok.loadtests.traffic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The table of Gatling's report. There is no other place for it: its log is in a format of its own.
 *
 * @param page that people open
 * @param rows of all requests together, and of each kind
 */
record GatlingReport(Path page, List<Row> rows) {

  private static final Pattern ROW = Pattern.compile("(?s)<tr id=\"[^\"]+\"[^>]*>(.*?)</tr>");
  private static final Pattern NAME = Pattern.compile("class=\"ellipsed-name\">([^<]+)<");
  private static final Pattern CELL = Pattern.compile("col-(\\d+)\">([^<]*)</td>");
  private static final List<String> HEADINGS =
      List.of("request", "sent", "failed", "per second", "p50 ms", "p95 ms", "p99 ms", "max ms");

  /** The columns of Gatling that are kept, in the order of the headings. */
  private static final List<Integer> COLUMNS = List.of(2, 4, 6, 8, 10, 11, 12);

  GatlingReport {
    rows = List.copyOf(rows);
  }

  /**
   * A kind of request.
   *
   * @param cells as Gatling wrote them, in the order of the headings
   */
  record Row(String name, List<String> cells) {

    Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * Reads {@code index.html}.
   *
   * @throws IOException if there is no such table in it
   */
  static GatlingReport read(Path page) throws IOException {
    List<Row> rows = new ArrayList<>();
    Matcher row = ROW.matcher(Files.readString(page));
    while (row.find()) {
      Matcher name = NAME.matcher(row.group(1));
      if (name.find()) {
        rows.add(new Row(name.group(1).replace("&#39;", "'"), cells(row.group(1))));
      }
    }
    if (rows.isEmpty() || rows.stream().anyMatch(each -> each.cells().size() != COLUMNS.size())) {
      throw new IOException("%s has no table of requests that is understood".formatted(page));
    }
    return new GatlingReport(page, rows);
  }

  private static List<String> cells(String row) {
    List<String> cells = new ArrayList<>();
    Matcher cell = CELL.matcher(row);
    while (cell.find()) {
      if (COLUMNS.contains(Integer.parseInt(cell.group(1)))) {
        cells.add(cell.group(2).strip());
      }
    }
    return cells;
  }

  /** So many requests were sent. */
  long requests() {
    return Long.parseLong(rows.getFirst().cells().getFirst());
  }

  /** The table, for people. */
  String table() {
    String rule = IntStream.range(0, HEADINGS.size()).mapToObj(each -> "---").collect(cell());
    return HEADINGS.stream().collect(cell())
        + rule
        + rows.stream()
            .map(row -> "| %s %s".formatted(row.name(), row.cells().stream().collect(cell())))
            .collect(Collectors.joining());
  }

  private static java.util.stream.Collector<CharSequence, ?, String> cell() {
    return Collectors.joining(" | ", "| ", " |\n");
  }
}
