package io.sillok.node.stream.filter;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import io.sillok.node.stream.filter.complaint.Complaint;
import io.sillok.node.stream.filter.schema.FieldType;
import io.sillok.node.stream.filter.schema.RecordTypes;
import io.sillok.node.stream.filter.text.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks for what CEL's types do not tell: patterns, and literals that no field can be. */
final class Inspection {

  private static final Set<String> COMPARISONS =
      Set.of("_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_");

  private final CelAbstractSyntaxTree tree;
  private final RecordTypes types;
  private final Patterns patterns;
  private final List<Complaint> complaints = new ArrayList<>();

  /**
   * @param tree with types
   * @param patterns gets those of the expression
   */
  Inspection(CelAbstractSyntaxTree tree, RecordTypes types, Patterns patterns) {
    this.tree = tree;
    this.types = types;
    this.patterns = patterns;
  }

  List<Complaint> complaints() {
    CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .forEach(this::inspect);
    return complaints;
  }

  private void inspect(CelExpr expression) {
    if (expression.getKind() == Kind.CALL) {
      inspect(expression, expression.call());
    }
  }

  private void inspect(CelExpr expression, CelExpr.CelCall call) {
    if (call.function().equals("matches")) {
      pattern(expression, call);
    } else if (call.function().equals("@in")) {
      membership(call.args().get(0), call.args().get(1));
    } else if (COMPARISONS.contains(call.function())) {
      comparison(call.args().get(0), call.args().get(1));
      comparison(call.args().get(1), call.args().get(0));
    }
  }

  private void pattern(CelExpr expression, CelExpr.CelCall call) {
    CelExpr matched = call.target().orElseGet(() -> call.args().getFirst());
    CelExpr pattern = call.args().getLast();
    if (!isText(pattern)) {
      complain(expression, "The pattern of matches must be a literal, such as \"^A[0-9]+$\"");
      return;
    }
    String text = pattern.constant().stringValue();
    patterns
        .add(text, matched.id())
        .ifPresent(why -> complain(pattern, "\"%s\" %s".formatted(text, why)));
  }

  private void membership(CelExpr element, CelExpr list) {
    if (list.getKind() == Kind.LIST) {
      list.list().elements().forEach(each -> comparison(element, each));
    } else {
      comparison(list, element);
    }
  }

  private void comparison(CelExpr value, CelExpr literal) {
    if (!isText(literal)) {
      return;
    }
    String text = literal.constant().stringValue();
    field(value)
        .flatMap(field -> field.value().rule().objection(text))
        .ifPresent(why ->
            complain(
                literal,
                "%s is compared with \"%s\", which %s"
                    .formatted(value.select().field(), text, why)));
  }

  private Optional<FieldType> field(CelExpr expression) {
    return expression.getKind() == Kind.SELECT && !expression.select().testOnly()
        ? tree.getType(expression.select().operand().id())
            .flatMap(type -> types.find(type.name()))
            .flatMap(record -> record.find(expression.select().field()))
        : Optional.empty();
  }

  private static boolean isText(CelExpr expression) {
    return expression.getKind() == Kind.CONSTANT
        && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  private void complain(CelExpr at, String message) {
    CelSourceLocation location =
        Optional.ofNullable(tree.getSource().getPositionsMap().get(at.id()))
            .flatMap(tree.getSource()::getOffsetLocation)
            .orElse(CelSourceLocation.of(1, 0));
    complaints.add(new Complaint(location.getLine(), location.getColumn() + 1, message));
  }
}
