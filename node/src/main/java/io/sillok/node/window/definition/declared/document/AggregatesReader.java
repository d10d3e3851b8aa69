package io.sillok.node.window.definition.declared.document;

import io.sillok.node.window.definition.declared.Aggregation;
import io.sillok.node.window.definition.declared.Aggregation.Plain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** Reads what a projection tells of its windows. */
final class AggregatesReader {

  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,59}");
  private static final int MOST = 20;
  private static final String A_FIELD = "the path of what is aggregated, such as order.total";

  private AggregatesReader() {}

  /** Those that could be read. */
  static SequencedMap<String, Aggregation> read(Members document) {
    SequencedMap<String, Aggregation> read = new LinkedHashMap<>();
    document
        .object("aggregates", "what is told, such as {\"views\": {\"function\": \"count\"}}")
        .ifPresent(aggregates -> {
          requireNumber(document, aggregates.json().size());
          aggregates
              .json()
              .fieldNames()
              .forEachRemaining(
                  name -> aggregate(aggregates, name).ifPresent(known -> read.put(name, known)));
        });
    return read;
  }

  private static void requireNumber(Members document, int number) {
    if (number < 1 || number > MOST) {
      document.wrong(
          "out-of-range",
          "aggregates",
          "must have from 1 to %d members, but has %d".formatted(MOST, number));
    }
  }

  private static Optional<Aggregation> aggregate(Members aggregates, String name) {
    if (!NAME.matcher(name).matches()) {
      aggregates.wrong(
          "invalid-name",
          name,
          "must be named in camel case, such as pageViews, with up to 60 letters and digits");
    }
    return Members.of(aggregates.json().get(name), aggregates.at(name), aggregates.faults())
        .flatMap(AggregatesReader::aggregate);
  }

  private static Optional<Aggregation> aggregate(Members members) {
    Optional<String> function =
        members.oneOf(
            "function",
            members.requireText("function", String.join(", ", Aggregation.functions())),
            Aggregation.functions());
    return function.flatMap(name ->
        switch (name) {
          case "count" -> {
            members.allow("count", List.of("function"));
            yield Optional.of(new Aggregation.Count());
          }
          case "distinct" -> distinct(members);
          case "percentile" -> percentile(members);
          case "top" ->
              limited(members, name, Aggregation.Top.MOST)
                  .map(limited -> new Aggregation.Top(limited.field(), limited.most()));
          case "collect" ->
              limited(members, name, Aggregation.Collect.MOST)
                  .map(limited -> new Aggregation.Collect(limited.field(), limited.most()));
          default -> plain(members, name);
        });
  }

  private static Optional<Aggregation> plain(Members members, String function) {
    members.allow(function, List.of("function", "field"));
    Optional<String> field = members.requireText("field", A_FIELD);
    return Plain.Function.find(function)
        .flatMap(known -> field.map(path -> new Plain(known, path)));
  }

  private static Optional<Aggregation> distinct(Members members) {
    members.allow("distinct", List.of("function", "field", "exact"));
    Optional<String> field = members.requireText("field", A_FIELD);
    Optional<Integer> exact =
        members
            .find("exact")
            .map(member -> members.whole("exact", member, Aggregation.Distinct.MOST))
            .orElse(Optional.of(Aggregation.Distinct.USUAL));
    return field.flatMap(path -> exact.map(most -> new Aggregation.Distinct(path, most)));
  }

  private static Optional<Aggregation> percentile(Members members) {
    members.allow("percentile", List.of("function", "field", "percent"));
    Optional<String> field = members.requireText("field", A_FIELD);
    Optional<Double> percent =
        members.requirePercent(
            "percent", "from 0, the least value, to 100, the greatest, such as 95");
    return field.flatMap(path -> percent.map(part -> new Aggregation.Percentile(path, part)));
  }

  private record Limited(String field, int most) {}

  private static Optional<Limited> limited(Members members, String function, int most) {
    members.allow(function, List.of("function", "field", "most"));
    Optional<String> field = members.requireText("field", A_FIELD);
    Optional<Integer> limit =
        members.requireWhole("most", "how many values are told at most, such as 10", most);
    return field.flatMap(path -> limit.map(number -> new Limited(path, number)));
  }
}
