package io.sillok.node.stream.filter;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.NullableType;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.sillok.node.stream.filter.complaint.Complaint;
import io.sillok.node.stream.filter.complaint.SyntaxComplaints;
import io.sillok.node.stream.filter.complaint.TypeComplaints;
import io.sillok.node.stream.filter.complaint.TypeNames;
import io.sillok.node.stream.filter.schema.RecordTypes;
import io.sillok.node.stream.filter.text.Patterns;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** An expression over events, of any type. Thread-safe. */
final class EventExpression {

  static final int LONGEST = 4_000;

  private final String text;
  private final RecordTypes types;
  private final Literals literals;
  private final Patterns patterns;
  private final CelAbstractSyntaxTree tree;
  private final CelRuntime.Program program;

  private EventExpression(
      String text,
      RecordTypes types,
      Literals literals,
      Patterns patterns,
      CelAbstractSyntaxTree tree,
      CelRuntime.Program program) {
    this.text = text;
    this.types = types;
    this.literals = literals;
    this.patterns = patterns;
    this.tree = tree;
    this.program = program;
  }

  /**
   * @param schema of a record
   * @throws InvalidFilterException with all that is wrong
   */
  static EventExpression compile(String text, Schema schema, Purpose purpose) {
    requireLength(text, purpose);
    RecordTypes types = new RecordTypes(schema);
    Literals literals = new Literals();
    CelAbstractSyntaxTree parsed = parse(text, literals);
    CelAbstractSyntaxTree tree = check(parsed, types, literals);
    Patterns patterns = new Patterns();
    requireNone(new Inspection(tree, types, patterns).complaints());
    requireResult(tree, purpose);
    return new EventExpression(text, types, literals, patterns, tree, plan(tree, patterns));
  }

  private static void requireLength(String text, Purpose purpose) {
    if (text.isBlank()) {
      throw refused("The expression is empty; write " + purpose.example());
    }
    if (text.length() > LONGEST) {
      throw refused(
          "The expression has %d characters; it can have at most %d"
              .formatted(text.length(), LONGEST));
    }
  }

  private static CelAbstractSyntaxTree parse(String text, Literals literals) {
    CelValidationResult result = Language.parser(literals).parse(text);
    requireNone(SyntaxComplaints.of(result.getErrors()));
    return tree(result);
  }

  private static CelAbstractSyntaxTree check(
      CelAbstractSyntaxTree parsed, RecordTypes types, Literals literals) {
    CelValidationResult result = Language.checker(types, literals).check(parsed);
    requireNone(new TypeComplaints(parsed, types).of(result.getErrors()));
    return tree(result);
  }

  private static CelAbstractSyntaxTree tree(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException unexplained) {
      throw refused(String.valueOf(unexplained.getMessage()));
    }
  }

  private static void requireResult(CelAbstractSyntaxTree tree, Purpose purpose) {
    if (!purpose.isServedBy(tree.getResultType())) {
      throw refused(
          "The expression must be a %s, but is %s"
              .formatted(
                  purpose.results(), TypeNames.plain(CelTypes.format(tree.getResultType()))));
    }
  }

  /**
   * @param keyed whether events have a key
   * @param present paths that are known to be there, such as {@code data.values}
   * @throws InvalidFilterException if the expression has no value for events that lack something
   */
  void requirePresence(boolean keyed, Set<String> present) {
    requireNone(new AbsenceCheck(tree, types, keyed).complaints(present));
  }

  private static void requireNone(List<Complaint> complaints) {
    if (!complaints.isEmpty()) {
      throw new InvalidFilterException(
          complaints.stream()
              .sorted(Comparator.comparingInt(Complaint::line).thenComparingInt(Complaint::column))
              .toList());
    }
  }

  private static InvalidFilterException refused(String message) {
    return new InvalidFilterException(List.of(new Complaint(1, 1, message)));
  }

  private static CelRuntime.Program plan(CelAbstractSyntaxTree tree, Patterns patterns) {
    try {
      return Language.runtime(patterns).createProgram(tree);
    } catch (CelEvaluationException unplanned) {
      throw refused(String.valueOf(unplanned.getMessage()));
    }
  }

  String text() {
    return text;
  }

  /** What its values are; null aside. */
  CelType type() {
    CelType type = tree.getResultType();
    return type instanceof NullableType nullable ? nullable.targetType() : type;
  }

  /**
   * A value of the type that was asked for.
   *
   * @throws FilterFailureException if there is none
   */
  Object evaluate(FilteredEvent event) {
    Evaluation evaluation = new Evaluation(event, types.root(), literals, patterns);
    try {
      Object value = program.trace(evaluation, evaluation);
      if (value instanceof NullValue) {
        throw failure(event, new Failure(tree, evaluation).ofNull());
      }
      return value;
    } catch (CelEvaluationException failed) {
      throw failure(event, new Failure(tree, evaluation).of(failed));
    } catch (Evaluation.OutOfSteps endless) {
      throw failure(
          event,
          "it takes more than %d steps; go through fewer or shorter lists and texts"
              .formatted(Evaluation.MOST_STEPS));
    }
  }

  private FilterFailureException failure(FilteredEvent event, String reason) {
    return new FilterFailureException(text, event, reason);
  }
}
