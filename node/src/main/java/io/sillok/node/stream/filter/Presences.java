package io.sillok.node.stream.filter;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What must be there if a condition is true, or false. Values go by their paths, such as {@code
 * data.gate} or {@code data.tags["color"]}.
 *
 * @param tree with types
 */
record Presences(CelAbstractSyntaxTree tree) {

  Set<String> ifTrue(CelExpr condition) {
    if (condition.getKind() == Kind.SELECT) {
      CelExpr.CelSelect select = condition.select();
      return select.testOnly() && !holdsNulls(select.operand()) ? one(path(condition)) : Set.of();
    }
    if (condition.getKind() != Kind.CALL) {
      return Set.of();
    }
    CelExpr.CelCall call = condition.call();
    return switch (call.function()) {
      case "_&&_" -> both(ifTrue(call.args().get(0)), ifTrue(call.args().get(1)));
      case "_||_" -> either(ifTrue(call.args().get(0)), ifTrue(call.args().get(1)));
      case "!_" -> ifFalse(call.args().getFirst());
      case "_!=_" -> comparedWithNull(call);
      case "_==_" -> comparedWithValue(call);
      case "@in" -> entry(call.args().get(0), call.args().get(1));
      default -> Set.of();
    };
  }

  Set<String> ifFalse(CelExpr condition) {
    if (condition.getKind() != Kind.CALL) {
      return Set.of();
    }
    CelExpr.CelCall call = condition.call();
    return switch (call.function()) {
      case "_||_" -> both(ifFalse(call.args().get(0)), ifFalse(call.args().get(1)));
      case "_&&_" -> either(ifFalse(call.args().get(0)), ifFalse(call.args().get(1)));
      case "!_" -> ifTrue(call.args().getFirst());
      case "_==_" -> comparedWithNull(call);
      default -> Set.of();
    };
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> all = new HashSet<>(one);
    all.addAll(other);
    return all;
  }

  private static Set<String> either(Set<String> one, Set<String> other) {
    Set<String> shared = new HashSet<>(one);
    shared.retainAll(other);
    return shared;
  }

  private static Set<String> one(Optional<String> path) {
    return path.map(Set::of).orElse(Set.of());
  }

  private Set<String> comparedWithNull(CelExpr.CelCall call) {
    CelExpr one = call.args().get(0);
    CelExpr other = call.args().get(1);
    if (isNull(other)) {
      return one(path(one));
    }
    return isNull(one) ? one(path(other)) : Set.of();
  }

  private Set<String> comparedWithValue(CelExpr.CelCall call) {
    CelExpr one = call.args().get(0);
    CelExpr other = call.args().get(1);
    if (other.getKind() == Kind.CONSTANT && !isNull(other)) {
      return one(path(one));
    }
    return one.getKind() == Kind.CONSTANT && !isNull(one) ? one(path(other)) : Set.of();
  }

  private static boolean isNull(CelExpr expression) {
    return expression.getKind() == Kind.CONSTANT
        && expression.constant().getKind() == CelConstant.Kind.NULL_VALUE;
  }

  private Set<String> entry(CelExpr key, CelExpr map) {
    return isMap(map) && isText(key) && !holdsNulls(map)
        ? one(path(map).map(path -> entryPath(path, key.constant().stringValue())))
        : Set.of();
  }

  boolean isMap(CelExpr expression) {
    return tree.getType(expression.id()).filter(MapType.class::isInstance).isPresent();
  }

  /** Whether it is a map whose keys may be there without a value. */
  private boolean holdsNulls(CelExpr expression) {
    return tree.getType(expression.id())
        .filter(type -> type instanceof MapType map && map.valueType() instanceof NullableType)
        .isPresent();
  }

  private static boolean isText(CelExpr expression) {
    return expression.getKind() == Kind.CONSTANT
        && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  private static String entryPath(String map, String key) {
    return "%s[\"%s\"]".formatted(map, key.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  /** Whether {@code path} begins at {@code variable}. */
  static boolean isOf(String path, String variable) {
    return path.equals(variable)
        || path.startsWith(variable + ".")
        || path.startsWith(variable + "[");
  }

  /** The way to a value that is the same wherever it is written; nothing if it is computed. */
  Optional<String> path(CelExpr expression) {
    return switch (expression.getKind()) {
      case IDENT -> Optional.of(expression.ident().name());
      case SELECT -> {
        CelExpr.CelSelect select = expression.select();
        yield path(select.operand())
            .map(path ->
                isMap(select.operand())
                    ? entryPath(path, select.field())
                    : path + "." + select.field());
      }
      case CALL -> indexed(expression.call());
      default -> Optional.empty();
    };
  }

  private Optional<String> indexed(CelExpr.CelCall call) {
    if (!call.function().equals("_[_]")) {
      return Optional.empty();
    }
    CelExpr index = call.args().get(1);
    if (isText(index)) {
      return path(call.args().getFirst())
          .map(path -> entryPath(path, index.constant().stringValue()));
    }
    return index.getKind() == Kind.CONSTANT
            && index.constant().getKind() == CelConstant.Kind.INT64_VALUE
        ? path(call.args().getFirst())
            .map(path -> "%s[%d]".formatted(path, index.constant().int64Value()))
        : Optional.empty();
  }

  /** How to ask whether the value of {@code expression}, which has a path, is there. */
  String test(CelExpr expression) {
    if (expression.getKind() == Kind.SELECT && !isMap(expression.select().operand())) {
      return "has(%s)".formatted(path(expression).orElse("…"));
    }
    if (expression.getKind() == Kind.SELECT) {
      return "\"%s\" in %s"
          .formatted(expression.select().field(), path(expression.select().operand()).orElse("…"));
    }
    if (expression.getKind() == Kind.CALL && isMap(expression.call().args().getFirst())) {
      CelExpr.CelCall call = expression.call();
      return "%s in %s"
          .formatted(
              isText(call.args().get(1))
                  ? "\"%s\"".formatted(call.args().get(1).constant().stringValue())
                  : "…",
              path(call.args().getFirst()).orElse("…"));
    }
    return "%s != null".formatted(path(expression).orElse("…"));
  }
}
