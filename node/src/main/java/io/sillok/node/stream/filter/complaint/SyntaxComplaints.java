package io.sillok.node.stream.filter.complaint;

import dev.cel.common.CelIssue;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with a text that is no expression, in words of those who write them. */
public final class SyntaxComplaints {

  private static final Pattern UNEXPECTED =
      Pattern.compile("(?:mismatched|extraneous) input '(.*)' expecting (.*)", Pattern.DOTALL);
  private static final Pattern MISSING = Pattern.compile("missing (.*) at '(.*)'", Pattern.DOTALL);
  private static final Pattern NOT_VIABLE =
      Pattern.compile("no viable alternative at input '(.*)'", Pattern.DOTALL);
  private static final Pattern KEYWORD = Pattern.compile("\\.\\s*(in|true|false|null)");
  private static final Pattern NO_TOKEN =
      Pattern.compile("token recognition error at: '(.*)'", Pattern.DOTALL);
  private static final Pattern DEPTH = Pattern.compile("Expression recursion limit.*: (\\d+)");
  private static final String END = "<EOF>";

  private SyntaxComplaints() {}

  /** At most one: what follows the first is often only its echo. */
  public static List<Complaint> of(List<CelIssue> issues) {
    return issues.stream()
        .min(
            Comparator.<CelIssue>comparingInt(issue -> issue.getSourceLocation().getLine())
                .thenComparingInt(issue -> issue.getSourceLocation().getColumn()))
        .map(SyntaxComplaints::complaint)
        .stream()
        .toList();
  }

  private static Complaint complaint(CelIssue issue) {
    return new Complaint(
        Math.max(1, issue.getSourceLocation().getLine()),
        Math.max(0, issue.getSourceLocation().getColumn()) + 1,
        message(issue.getMessage()));
  }

  private static String message(String message) {
    Matcher unexpected = UNEXPECTED.matcher(message);
    if (unexpected.matches()) {
      return unexpected(unexpected.group(1), unexpected.group(2));
    }
    Matcher missing = MISSING.matcher(message);
    if (missing.matches()) {
      return "%s is missing before %s".formatted(missing.group(1), named(missing.group(2)));
    }
    Matcher notViable = NOT_VIABLE.matcher(message);
    if (notViable.matches()) {
      return notViable(notViable.group(1));
    }
    Matcher noToken = NO_TOKEN.matcher(message);
    if (noToken.matches()) {
      return noToken(noToken.group(1).strip());
    }
    Matcher depth = DEPTH.matcher(message);
    return depth.matches()
        ? "The expression is nested deeper than %s levels".formatted(depth.group(1))
        : message;
  }

  private static String unexpected(String found, String expected) {
    return "%s is expected here, not %s%s"
        .formatted(sentence(expected(expected)), named(found), instead(found));
  }

  private static String expected(String tokens) {
    if (tokens.contains("IDENTIFIER") && tokens.contains("STRING")) {
      return "a value such as data.amount or 5";
    }
    if (tokens.equals(END)) {
      return "the end";
    }
    if (tokens.contains("'=='")) {
      return "an operator";
    }
    return tokens.startsWith("{")
        ? tokens.substring(1, tokens.length() - 1).replace("', '", "' or '")
        : tokens;
  }

  private static String instead(String found) {
    return switch (found.toLowerCase(Locale.ROOT)) {
      case "and" -> "; write &&";
      case "or" -> "; write ||";
      case "is" -> "; write ==";
      default -> "";
    };
  }

  private static String notViable(String input) {
    Matcher keyword = KEYWORD.matcher(input);
    return keyword.find()
        ? "%s is a word of the language; write the field as `%s`, in backticks"
            .formatted(keyword.group(1), keyword.group(1))
        : "%s cannot stand here".formatted(sentence(named(input)));
  }

  private static String noToken(String text) {
    if (text.startsWith("'") || text.startsWith("\"")) {
      return "The string that begins here is not closed";
    }
    return switch (text) {
      case "=" -> "A single = is no operator; compare with ==";
      case "&" -> "A single & is no operator; write &&";
      case "|" -> "A single | is no operator; write ||";
      default -> "%s has no meaning in an expression".formatted(named(text));
    };
  }

  private static String named(String token) {
    return token.equals(END) ? "the end" : "'" + token + "'";
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
