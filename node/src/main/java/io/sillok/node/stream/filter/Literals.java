package io.sillok.node.stream.filter;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExpander;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.runtime.RuntimeHelpers;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The times and durations that stand in an expression. They are read when it is parsed, so that a
 * wrong one is refused there, and become variables, so that no event has them read again.
 */
final class Literals {

  private final Map<String, Optional<Object>> values = new HashMap<>();
  private final List<CelVarDecl> declarations = new ArrayList<>();

  List<CelMacro> macros() {
    return List.of(
        CelMacro.newGlobalMacro(
            "timestamp",
            1,
            expander(SimpleType.TIMESTAMP, Instant::parse, "a time such as 2026-01-31T10:15:00Z")),
        CelMacro.newGlobalMacro(
            "duration",
            1,
            expander(
                SimpleType.DURATION, Literals::duration, "a duration such as 1h30m or PT1H30M")));
  }

  /** Of the variables that stand for the literals; complete once the expression is parsed. */
  List<CelVarDecl> declarations() {
    return declarations;
  }

  /** The value of a variable that stands for a literal. */
  Optional<Object> find(String variable) {
    return values.getOrDefault(variable, Optional.empty());
  }

  @SuppressWarnings("Immutable") // Used by one thread, while it parses.
  private CelMacroExpander expander(CelType type, Function<String, Object> read, String expected) {
    return (factory, target, arguments) -> expand(factory, arguments, type, read, expected);
  }

  private Optional<CelExpr> expand(
      CelMacroExprFactory factory,
      ImmutableList<CelExpr> arguments,
      CelType type,
      Function<String, Object> read,
      String expected) {
    CelExpr argument = arguments.getFirst();
    if (argument.getKind() != CelExpr.ExprKind.Kind.CONSTANT
        || argument.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
      return Optional.empty();
    }
    String text = argument.constant().stringValue();
    try {
      return Optional.of(factory.newIdentifier(variable(type, read.apply(text))));
    } catch (DateTimeParseException | IllegalArgumentException malformed) {
      return Optional.of(factory.reportError("\"" + text + "\" is not " + expected));
    }
  }

  private String variable(CelType type, Object value) {
    String name = "@literal" + values.size();
    values.put(name, Optional.of(value));
    declarations.add(CelVarDecl.newVarDeclaration(name, type));
    return name;
  }

  /** As CEL writes it, or as JSON has it. */
  private static Duration duration(String text) {
    return text.startsWith("P") || text.startsWith("-P")
        ? Duration.parse(text)
        : RuntimeHelpers.createJavaDurationFromString(text);
  }
}
