package io.sillok.node.stream.filter.complaint;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import io.sillok.node.stream.filter.schema.FieldType;
import io.sillok.node.stream.filter.schema.RecordType;
import io.sillok.node.stream.filter.schema.RecordTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Of which types the variables are at some place of an expression. Knows enough to tell which
 * record's field was misspelt; CEL's checker keeps what it found out about an expression to itself
 * if there is anything wrong with it.
 *
 * @param variables by name; those of macros too
 */
record Scope(RecordTypes types, Map<String, CelType> variables) {

  static Scope outermost(RecordTypes types) {
    return new Scope(types, Map.of(Vocabulary.DATA, types.root().type()));
  }

  /** The record whose field is selected by the part {@code id} of {@code expression}. */
  Optional<RecordType> selectedFrom(CelExpr expression, long id) {
    if (expression.id() == id && expression.getKind() == CelExpr.ExprKind.Kind.SELECT) {
      return typeOf(expression.select().operand()).flatMap(type -> types.find(type.name()));
    }
    return switch (expression.getKind()) {
      case SELECT -> selectedFrom(expression.select().operand(), id);
      case CALL -> {
        CelExpr.CelCall call = expression.call();
        yield among(Stream.concat(call.target().stream(), call.args().stream()), id);
      }
      case LIST -> among(expression.list().elements().stream(), id);
      case MAP ->
          among(
              expression.map().entries().stream()
                  .flatMap(entry -> Stream.of(entry.key(), entry.value())),
              id);
      case COMPREHENSION -> selectedFrom(expression.comprehension(), id);
      case NOT_SET, CONSTANT, IDENT, STRUCT -> Optional.empty();
    };
  }

  private Optional<RecordType> among(Stream<CelExpr> parts, long id) {
    return parts.flatMap(part -> selectedFrom(part, id).stream()).findFirst();
  }

  private Optional<RecordType> selectedFrom(CelExpr.CelComprehension macro, long id) {
    Optional<RecordType> range = selectedFrom(macro.iterRange(), id);
    if (range.isPresent()) {
      return range;
    }
    Map<String, CelType> inner = new HashMap<>(variables);
    inner.remove(macro.iterVar());
    typeOf(macro.iterRange())
        .flatMap(Scope::iterated)
        .ifPresent(type -> inner.put(macro.iterVar(), type));
    return new Scope(types, inner)
        .among(
            List.of(macro.accuInit(), macro.loopCondition(), macro.loopStep(), macro.result())
                .stream(),
            id);
  }

  private Optional<CelType> typeOf(CelExpr expression) {
    return switch (expression.getKind()) {
      case IDENT -> Optional.ofNullable(variables.get(expression.ident().name()));
      case SELECT ->
          typeOf(expression.select().operand())
              .flatMap(type -> selected(type, expression.select().field()));
      case CALL ->
          expression.call().function().equals("_[_]")
              ? typeOf(expression.call().args().getFirst()).flatMap(Scope::indexed)
              : Optional.empty();
      case NOT_SET, CONSTANT, LIST, STRUCT, MAP, COMPREHENSION -> Optional.empty();
    };
  }

  private Optional<CelType> selected(CelType type, String field) {
    return type instanceof MapType map
        ? Optional.of(map.valueType())
        : types
            .find(type.name())
            .flatMap(record -> record.find(field))
            .map(FieldType::value)
            .map(value -> value.type());
  }

  private static Optional<CelType> indexed(CelType type) {
    return switch (type) {
      case ListType list -> Optional.of(list.elemType());
      case MapType map -> Optional.of(map.valueType());
      default -> Optional.empty();
    };
  }

  private static Optional<CelType> iterated(CelType type) {
    return switch (type) {
      case ListType list -> Optional.of(list.elemType());
      case MapType map -> Optional.of(map.keyType());
      default -> Optional.empty();
    };
  }
}
