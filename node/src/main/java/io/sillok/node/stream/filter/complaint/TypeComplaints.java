package io.sillok.node.stream.filter.complaint;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import io.sillok.node.stream.filter.schema.RecordType;
import io.sillok.node.stream.filter.schema.RecordTypes;
import io.sillok.node.stream.filter.schema.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what does not fit the schema, and what would. */
public final class TypeComplaints {

  private static final Pattern NO_FIELD = Pattern.compile("undefined field '(.*)'");
  private static final Pattern UNKNOWN =
      Pattern.compile("undeclared reference to '(.*)' \\(in container '.*'\\)");
  private static final Pattern NO_OVERLOAD =
      Pattern.compile(
          "found no matching overload for '(.*)' applied to '(.*?)'(?: \\(candidates: (.*)\\))?");
  private static final Pattern NO_FIELDS =
      Pattern.compile("type '(.*)' does not support field selection");

  /** Follows the complaint that the type is unknown. */
  private static final String OF_A_CONSTRUCTION = "Message type resolution failure";

  private final CelAbstractSyntaxTree tree;
  private final RecordTypes types;

  /**
   * @param tree without types
   */
  public TypeComplaints(CelAbstractSyntaxTree tree, RecordTypes types) {
    this.tree = tree;
    this.types = types;
  }

  public List<Complaint> of(List<CelIssue> issues) {
    return issues.stream()
        .filter(issue -> !issue.getMessage().startsWith(OF_A_CONSTRUCTION))
        .map(this::complaint)
        .distinct()
        .toList();
  }

  private Complaint complaint(CelIssue issue) {
    Matcher noField = NO_FIELD.matcher(issue.getMessage());
    if (noField.matches()) {
      return noField(issue, noField.group(1));
    }
    Matcher unknown = UNKNOWN.matcher(issue.getMessage());
    if (unknown.matches()) {
      return at(issue, unknown(issue, unknown.group(1)));
    }
    Matcher noOverload = NO_OVERLOAD.matcher(issue.getMessage());
    if (noOverload.matches()) {
      return at(
          issue,
          Operands.complaint(
              noOverload.group(1), noOverload.group(2), String.valueOf(noOverload.group(3))));
    }
    Matcher noFields = NO_FIELDS.matcher(issue.getMessage());
    return at(
        issue,
        noFields.matches()
            ? "A value of type %s has no fields".formatted(TypeNames.plain(noFields.group(1)))
            : TypeNames.plain(issue.getMessage()));
  }

  /** CEL points to the dot. */
  private Complaint noField(CelIssue issue, String field) {
    Optional<RecordType> record =
        Scope.outermost(types).selectedFrom(tree.getExpr(), issue.getExprId());
    List<String> fields = record.map(RecordType::fieldNames).map(List::copyOf).orElse(List.of());
    String message =
        record
            .map(found ->
                "%s has no field %s%s"
                    .formatted(
                        found == types.root()
                            ? Vocabulary.DATA
                            : TypeNames.plain(found.type().name()),
                        field,
                        Spelling.hint(field, fields, "It has")))
            .orElse("There is no field " + field);
    Complaint complaint = at(issue, message);
    return new Complaint(complaint.line(), complaint.column() + 1, message, fields);
  }

  private String unknown(CelIssue issue, String name) {
    return switch (kind(issue.getExprId())) {
      case CALL -> unknownFunction(name);
      case STRUCT -> "An expression makes no records; compare field by field";
      default -> unknownVariable(name);
    };
  }

  private static String unknownFunction(String name) {
    if (Vocabulary.FUNCTIONS.contains(name)) {
      return "%s does not take these arguments%s".formatted(name, usage(name));
    }
    return Spelling.closest(name, Vocabulary.FUNCTIONS)
        .map(meant -> "There is no function %s; did you mean %s?".formatted(name, meant))
        .orElseGet(() ->
            "There is no function %s. There are %s"
                .formatted(name, String.join(", ", Vocabulary.FUNCTIONS)));
  }

  private String unknownVariable(String name) {
    Optional<String> field = Spelling.closest(name, types.root().fieldNames());
    if (types.root().find(name).isPresent()) {
      return "There is no variable %s; write data.%s".formatted(name, name);
    }
    return field.isPresent() && Spelling.closest(name, Vocabulary.VARIABLES).isEmpty()
        ? "There is no variable %s; did you mean data.%s?".formatted(name, field.get())
        : "There is no variable " + name + Spelling.hint(name, Vocabulary.VARIABLES, "There are");
  }

  private static String usage(String name) {
    return switch (name) {
      case "all", "exists", "exists_one", "filter", "map" ->
          "; it is written as data.items.%s(item, item.amount > 5)".formatted(name);
      case "has" -> "; it is written as has(data.amount)";
      default -> "";
    };
  }

  private Kind kind(long id) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> node.id() == id)
        .map(CelNavigableExpr::getKind)
        .findFirst()
        .orElse(Kind.NOT_SET);
  }

  private static Complaint at(CelIssue issue, String message) {
    return new Complaint(
        issue.getSourceLocation().getLine(), issue.getSourceLocation().getColumn() + 1, message);
  }
}
