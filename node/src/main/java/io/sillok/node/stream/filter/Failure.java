package io.sillok.node.stream.filter;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import io.sillok.node.stream.filter.schema.FieldType;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says why an evaluation failed.
 *
 * @param tree of the expression, with its types
 */
record Failure(CelAbstractSyntaxTree tree, Evaluation evaluation) {

  private static final Pattern PREFIX = Pattern.compile("^(evaluation error[^:]*(:\\d+)?: )+");
  private static final Pattern KEY = Pattern.compile("^key '(.*)' is not present in map\\.$");

  String ofNull() {
    return "it is null" + absent();
  }

  String of(CelEvaluationException failure) {
    CelErrorCode code = failure.getErrorCode();
    return switch (code) {
      case OVERLOAD_NOT_FOUND, ATTRIBUTE_NOT_FOUND -> {
        String absent = absent();
        yield absent.isEmpty() ? missing(failure) : "something in it is null" + absent;
      }
      case DIVIDE_BY_ZERO -> "it divides by zero";
      case NUMERIC_OVERFLOW -> "a number in it does not fit 64 bits";
      default -> plain(failure);
    };
  }

  private static String missing(CelEvaluationException failure) {
    String message = plain(failure);
    if (failure.getErrorCode() != CelErrorCode.ATTRIBUTE_NOT_FOUND) {
      return message;
    }
    String key = KEY.matcher(message).replaceFirst("$1");
    return "a map has no key %s; guard it, as in \"%s\" in data.map && …".formatted(key, key);
  }

  private static String plain(CelEvaluationException failure) {
    return PREFIX.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
  }

  /** Goes on behind what was null; empty if nothing is known to be absent. */
  private String absent() {
    if (evaluation.removed()) {
      return ": the event removes its key, so it has no data; guard it, as in data != null && …";
    }
    String fields =
        evaluation.absences().fields().stream()
            .map(this::path)
            .distinct()
            .collect(Collectors.joining(", "));
    return fields.isEmpty()
        ? ""
        : ": the event has no %s; guard it, as in has(%s) && …"
            .formatted(fields, fields.replaceFirst(",.*", ""));
  }

  /** As the expression names it. */
  private String path(FieldType field) {
    return selects()
        .filter(each -> each.select().field().equals(field.name()))
        .filter(each ->
            tree.getType(each.select().operand().id())
                .map(CelType::name)
                .filter(field.record()::equals)
                .isPresent())
        .map(Failure::text)
        .findFirst()
        .orElse(field.name());
  }

  private Stream<CelExpr> selects() {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .map(node -> node.expr())
        .filter(each -> each.getKind() == CelExpr.ExprKind.Kind.SELECT);
  }

  private static String text(CelExpr expression) {
    return switch (expression.getKind()) {
      case IDENT -> expression.ident().name();
      case SELECT -> text(expression.select().operand()) + "." + expression.select().field();
      case CALL -> called(expression.call());
      case CONSTANT ->
          expression.constant().getKind() == CelConstant.Kind.INT64_VALUE
              ? String.valueOf(expression.constant().int64Value())
              : "…";
      default -> "…";
    };
  }

  private static String called(CelExpr.CelCall call) {
    return call.function().equals("_[_]")
        ? "%s[%s]".formatted(text(call.args().get(0)), text(call.args().get(1)))
        : "…";
  }
}
