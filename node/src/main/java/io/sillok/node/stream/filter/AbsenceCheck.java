package io.sillok.node.stream.filter;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.NullableType;
import io.sillok.node.stream.filter.complaint.Complaint;
import io.sillok.node.stream.filter.schema.RecordTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds where an expression needs what an event may lack, with nothing before that asks whether it
 * is there. Knows {@link Presences} alone as guards, and so may find too much, but never too
 * little.
 */
final class AbsenceCheck {

  private final CelAbstractSyntaxTree tree;
  private final RecordTypes types;
  private final boolean keyed;
  private final Presences presences;
  private final List<Complaint> complaints = new ArrayList<>();

  /**
   * @param tree with types
   * @param keyed whether events have a key
   */
  AbsenceCheck(CelAbstractSyntaxTree tree, RecordTypes types, boolean keyed) {
    this.tree = tree;
    this.types = types;
    this.keyed = keyed;
    presences = new Presences(tree);
  }

  /**
   * @param present paths that are known to be there, such as {@code data.values}
   */
  List<Complaint> complaints(Set<String> present) {
    require(tree.getExpr(), present);
    return complaints.stream().distinct().toList();
  }

  /**
   * @param present the paths that are known to be there
   */
  private void require(CelExpr expression, Set<String> present) {
    visit(expression, present, true);
  }

  /**
   * @param needed whether null will not do
   */
  private void visit(CelExpr expression, Set<String> present, boolean needed) {
    switch (expression.getKind()) {
      case IDENT -> ident(expression, present, needed);
      case SELECT -> select(expression, present, needed);
      case CALL -> call(expression, present, needed);
      case LIST -> expression.list().elements().forEach(each -> require(each, present));
      case MAP ->
          expression
              .map()
              .entries()
              .forEach(entry -> {
                require(entry.key(), present);
                require(entry.value(), present);
              });
      case COMPREHENSION -> comprehension(expression.comprehension(), present);
      case CONSTANT -> {
        if (needed && expression.constant().getKind() == CelConstant.Kind.NULL_VALUE) {
          complain(expression, "null is no value here; write one that is");
        }
      }
      case NOT_SET, STRUCT -> {}
    }
  }

  private void ident(CelExpr ident, Set<String> present, boolean needed) {
    if (ident.ident().name().equals("key") && !keyed) {
      complain(ident, "The events of the stream have no key; tell them apart by a field");
    }
    if (needed && isNullable(ident)) {
      absent(ident, present);
    }
  }

  private void select(CelExpr expression, Set<String> present, boolean needed) {
    CelExpr.CelSelect select = expression.select();
    require(select.operand(), present);
    if (select.testOnly()) {
      return;
    }
    if (presences.isMap(select.operand()) || (needed && isOptional(select))) {
      absent(expression, present);
    }
  }

  private boolean isOptional(CelExpr.CelSelect select) {
    return tree.getType(select.operand().id())
        .flatMap(type -> types.find(type.name()))
        .flatMap(record -> record.find(select.field()))
        .filter(field -> field.value().optional())
        .isPresent();
  }

  private boolean isNullable(CelExpr expression) {
    return tree.getType(expression.id()).filter(NullableType.class::isInstance).isPresent();
  }

  private void call(CelExpr expression, Set<String> present, boolean needed) {
    CelExpr.CelCall call = expression.call();
    switch (call.function()) {
      case "_&&_" -> {
        // each side may guard the other: where one is false, the whole is, whatever fails
        require(left(call), with(present, presences.ifTrue(right(call))));
        require(right(call), with(present, presences.ifTrue(left(call))));
      }
      case "_||_" -> {
        require(left(call), with(present, presences.ifFalse(right(call))));
        require(right(call), with(present, presences.ifFalse(left(call))));
      }
      case "_?_:_" -> {
        CelExpr condition = left(call);
        require(condition, present);
        visit(right(call), with(present, presences.ifTrue(condition)), needed);
        visit(call.args().getLast(), with(present, presences.ifFalse(condition)), needed);
      }
      case "_==_", "_!=_" -> call.args().forEach(each -> visit(each, present, false));
      default -> {
        call.target().ifPresent(target -> require(target, present));
        call.args().forEach(each -> require(each, present));
        if (call.function().equals("_[_]")
            && (presences.isMap(left(call)) || (needed && isNullable(expression)))) {
          absent(expression, present);
        }
      }
    }
  }

  private static CelExpr left(CelExpr.CelCall call) {
    return call.args().getFirst();
  }

  private static CelExpr right(CelExpr.CelCall call) {
    return call.args().get(1);
  }

  /** What is known of a variable that is hidden says nothing of that which hides it. */
  private void comprehension(CelExpr.CelComprehension macro, Set<String> present) {
    require(macro.iterRange(), present);
    Set<String> inner = new HashSet<>(present);
    inner.removeIf(path ->
        Presences.isOf(path, macro.iterVar())
            || Presences.isOf(path, macro.iterVar2())
            || Presences.isOf(path, macro.accuVar()));
    require(macro.accuInit(), inner);
    require(macro.loopCondition(), inner);
    require(macro.loopStep(), inner);
    require(macro.result(), inner);
  }

  private static Set<String> with(Set<String> present, Set<String> more) {
    if (more.isEmpty()) {
      return present;
    }
    Set<String> all = new HashSet<>(present);
    all.addAll(more);
    return all;
  }

  private void absent(CelExpr expression, Set<String> present) {
    Optional<String> path = presences.path(expression);
    if (path.filter(present::contains).isPresent()) {
      return;
    }
    complain(
        expression,
        path.map(text ->
                "%s may be absent; guard it, as in %s ? %s : %s"
                    .formatted(
                        text, presences.test(expression), text, otherwise(typeOf(expression))))
            .orElse("A value in it may be absent; guard it with has(…)"));
  }

  private Optional<CelType> typeOf(CelExpr expression) {
    return tree.getType(expression.id());
  }

  private static String otherwise(Optional<CelType> type) {
    return type.map(known ->
            switch (known.kind()) {
              case STRING -> "\"none\"";
              case INT -> "0";
              case BOOL -> "false";
              case DOUBLE -> "0.0";
              default -> "…";
            })
        .orElse("…");
  }

  private void complain(CelExpr at, String message) {
    CelSourceLocation location =
        Optional.ofNullable(tree.getSource().getPositionsMap().get(at.id()))
            .flatMap(tree.getSource()::getOffsetLocation)
            .orElse(CelSourceLocation.of(1, 0));
    complaints.add(new Complaint(location.getLine(), location.getColumn() + 1, message));
  }
}
