package io.sillok.node.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A series whose labels have values, as an expression of Prometheus asks for it.
 *
 * @param labels by name, the regular expression that its value matches
 */
record Selector(String series, Map<String, String> labels) {

  private static final String TEXT = "\"((?:[^\"\\\\]|\\\\.)*)\"";
  private static final Pattern SERIES =
      Pattern.compile(
          "\\b((?:sillok|cassandra|jvm|process)_[a-z_]+)(?:\\{((?:[^\"}]|" + TEXT + ")*)})?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*" + TEXT);
  private static final Pattern GROUP = Pattern.compile("\\bby \\(([^)]*)\\) \\(");
  private static final String ANY = ".+";

  /** Prometheus adds these itself. */
  private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance", "namespace", "pod");

  /** Users say what these are called. */
  private static final Set<String> NAMES =
      Set.of("stream", "consumer", "queue", "projection", "processor", "table", "log");

  /** Those of an expression, each with the labels that it is grouped by. */
  static List<Selector> in(String expression) {
    List<Selector> selectors = new ArrayList<>();
    Matcher series = SERIES.matcher(expression);
    while (series.find()) {
      Map<String, String> labels = new LinkedHashMap<>();
      groups(expression, series.start()).forEach(label -> labels.put(label, ANY));
      labels.putAll(asked(Objects.requireNonNullElse(series.group(2), "")));
      labels.keySet().removeAll(OF_PROMETHEUS);
      selectors.add(new Selector(series.group(1), labels));
    }
    return selectors;
  }

  /** Whether a line of what a node exports is such a series. */
  boolean isOf(String line) {
    Matcher exported = SERIES.matcher(line);
    if (!exported.lookingAt() || !exported.group(1).equals(series)) {
      return false;
    }
    Map<String, String> values = new LinkedHashMap<>();
    Matcher label = LABEL.matcher(Objects.requireNonNullElse(exported.group(2), ""));
    while (label.find()) {
      values.put(label.group(1), label.group(3));
    }
    return labels.entrySet().stream()
        .allMatch(each -> values.getOrDefault(each.getKey(), "").matches(each.getValue()));
  }

  private static Map<String, String> asked(String braces) {
    Map<String, String> asked = new LinkedHashMap<>();
    Matcher label = LABEL.matcher(braces);
    while (label.find()) {
      String value = label.group(3);
      boolean isAnything = NAMES.contains(label.group(1)) || value.startsWith("$");
      asked.put(
          label.group(1),
          switch (label.group(2)) {
            case "=" -> isAnything ? ANY : Pattern.quote(value);
            case "=~" -> isAnything ? ANY : value;
            default -> ANY;
          });
    }
    return asked;
  }

  /** The labels by which what is at {@code place} is grouped. */
  private static List<String> groups(String expression, int place) {
    List<String> labels = new ArrayList<>();
    Matcher group = GROUP.matcher(expression);
    while (group.find()) {
      if (group.end() <= place && place < closing(expression, group.end())) {
        labels.addAll(List.of(group.group(1).split(", *", -1)));
      }
    }
    return labels;
  }

  private static int closing(String expression, int inside) {
    int depth = 1;
    int place = inside;
    for (; depth > 0 && place < expression.length(); place++) {
      depth += expression.charAt(place) == '(' ? 1 : expression.charAt(place) == ')' ? -1 : 0;
    }
    return place;
  }
}
