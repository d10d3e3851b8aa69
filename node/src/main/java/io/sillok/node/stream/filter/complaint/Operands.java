package io.sillok.node.stream.filter.complaint;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says why a function or an operator does not take what it is given, and how to mend it. */
final class Operands {

  private static final Pattern METHOD = Pattern.compile("([^(,]*(?:\\([^.]*\\))?)\\.\\((.*)\\)");
  private static final Pattern SIGNATURES = Pattern.compile("(?<=\\)),(?=[^)]*\\()");
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z_]*");
  private static final Set<String> EQUALITY = Set.of("==", "!=");

  private Operands() {}

  /**
   * @param function as CEL names it: {@code _==_}, or {@code startsWith}
   * @param found the types, as {@code (int, string)} or {@code string.(int)}
   * @param expected all that it takes, in the same form, separated by commas
   */
  static String complaint(String function, String found, String expected) {
    String types = TypeNames.plain(found);
    return isOperator(function)
        ? operator(function.equals("@in") ? "in" : function.replace("_", ""), types)
        : "%s is not for %s; it is for %s"
            .formatted(
                function,
                signature(function, types),
                Arrays.stream(SIGNATURES.split(TypeNames.plain(expected)))
                    .map(each -> signature(function, each))
                    .distinct()
                    .collect(Collectors.joining(" or ")));
  }

  private static boolean isOperator(String function) {
    return !WORD.matcher(function).matches();
  }

  private static String signature(String function, String types) {
    Matcher method = METHOD.matcher(types);
    return method.matches()
        ? "%s.%s(%s)".formatted(method.group(1), function, method.group(2))
        : function + types;
  }

  private static String operator(String operator, String types) {
    List<String> operands =
        Arrays.stream(types.substring(1, types.length() - 1).split(", (?![^(]*\\))")).toList();
    return switch (operator) {
      case "?:" -> "The two values of ?: must be of one type behind a bool, not " + types;
      case "&&", "||", "!" ->
          "%s is for bools, not for %s".formatted(operator, String.join(" and ", operands));
      case "[]" ->
          "[] is for a list with an int, or a map with a key, not for %s; a record's field is written data.amount"
              .formatted(String.join(" with ", operands));
      case "in" ->
          "in is for a value and a list of such values, not for " + String.join(" and ", operands);
      default ->
          "%s is not for %s%s"
              .formatted(operator, String.join(" and ", operands), hint(operator, operands));
    };
  }

  private static String hint(String operator, List<String> operands) {
    if (Set.copyOf(operands).equals(Set.of("int", "double"))) {
      return EQUALITY.contains(operator)
          ? "; write both with a point, as in 10.0, or both without, or convert one with double(…) or int(…)"
          : "; convert one with double(…) or int(…)";
    }
    if (operands.contains("null")) {
      return operands.stream().anyMatch(type -> type.startsWith("list") || type.startsWith("map"))
          ? "; ask for it with has(…)"
          : ", which is never null";
    }
    if (operands.contains("string") && operands.contains("timestamp")) {
      return "; write the time as timestamp(\"2026-01-31T10:15:00Z\")";
    }
    if (operands.contains("string") && operands.contains("duration")) {
      return "; write the duration as duration(\"1h30m\")";
    }
    return EQUALITY.contains(operator) ? ", which are never equal" : "";
  }
}
