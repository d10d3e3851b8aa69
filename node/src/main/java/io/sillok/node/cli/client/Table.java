package io.sillok.node.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows in columns, for people. Control characters in values cannot reach the terminal. */
public final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /**
   * A table of the leaves of {@code json}, each with the way to it, such as {@code items[0].id}.
   */
  public static Table ofFields(JsonNode json) {
    Table table = new Table("FIELD", "VALUE");
    table.addLeaves("", json);
    return table;
  }

  /** An object's fields in one cell: {@code productId=p-1 quantity=2}. */
  public static String inOneCell(JsonNode json) {
    return json.properties().stream()
        .map(field -> field.getKey() + "=" + textOf(field.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** Adds a row with a cell for each heading. */
  public Table row(String... cells) {
    rows.add(List.of(cells).stream().map(Table::printable).toList());
    return this;
  }

  /** Prints the rows; the last column is as wide as it is. */
  public void print(PrintWriter out) {
    int[] widths = new int[rows.getFirst().size() - 1];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(widths[column] - cell.length())).append(GAP);
      }
      out.println(line.append(row.getLast()).toString().stripTrailing());
    }
  }

  private void addLeaves(String way, JsonNode json) {
    if (json.isObject() && !json.isEmpty()) {
      for (Map.Entry<String, JsonNode> field : json.properties()) {
        addLeaves(way.isEmpty() ? field.getKey() : way + "." + field.getKey(), field.getValue());
      }
    } else if (json.isArray() && !json.isEmpty()) {
      for (int index = 0; index < json.size(); index++) {
        addLeaves(way + "[" + index + "]", json.get(index));
      }
    } else {
      row(way, textOf(json));
    }
  }

  private static String textOf(JsonNode json) {
    return json.isTextual() ? json.textValue() : json.toString();
  }

  private static String printable(String cell) {
    return cell.codePoints()
        .map(character -> Character.isISOControl(character) ? '\ufffd' : character)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
