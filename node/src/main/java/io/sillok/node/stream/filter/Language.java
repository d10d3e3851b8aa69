package io.sillok.node.stream.filter;

import com.google.common.collect.ImmutableList;
import dev.cel.checker.CelChecker;
import dev.cel.common.CelOptions;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import io.sillok.node.stream.filter.complaint.Vocabulary;
import io.sillok.node.stream.filter.schema.RecordTypes;
import io.sillok.node.stream.filter.text.Patterns;
import io.sillok.node.stream.filter.text.TextSearch;
import java.util.Optional;

/** CEL as expressions over events have it: variables, functions and macros. */
final class Language {

  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();

  /** Those whose results are no longer than what they are given. */
  private static final CelStringExtensions STRINGS =
      CelExtensions.strings(
          CelStringExtensions.Function.LOWER_ASCII,
          CelStringExtensions.Function.UPPER_ASCII,
          CelStringExtensions.Function.SUBSTRING,
          CelStringExtensions.Function.TRIM);

  private Language() {}

  static CelParser parser(Literals literals) {
    return CelParserFactory.standardCelParserBuilder()
        .setOptions(OPTIONS)
        .setStandardMacros(
            CelStandardMacro.ALL,
            CelStandardMacro.EXISTS,
            CelStandardMacro.EXISTS_ONE,
            CelStandardMacro.FILTER,
            CelStandardMacro.MAP,
            CelStandardMacro.MAP_FILTER)
        .addMacros(CelMacro.newGlobalMacro("has", 1, Language::presence))
        .addMacros(literals.macros())
        .build();
  }

  /**
   * {@code has(data.a.b)} is true if b is there, and false, not a failure, if there is no a to
   * begin with.
   */
  private static Optional<CelExpr> presence(
      CelMacroExprFactory factory, CelExpr target, ImmutableList<CelExpr> arguments) {
    if (arguments.getFirst().getKind() != CelExpr.ExprKind.Kind.SELECT) {
      return Optional.of(factory.reportError("has takes a field, such as has(data.amount)"));
    }
    CelExpr.CelSelect select = arguments.getFirst().select();
    CelExpr present = factory.newSelect(select.operand(), select.field(), true);
    CelExpr operand = select.operand();
    while (operand.getKind() == CelExpr.ExprKind.Kind.SELECT && !operand.select().testOnly()) {
      CelExpr.CelSelect outer = operand.select();
      CelExpr before = factory.newSelect(factory.copy(outer.operand()), outer.field(), true);
      present = factory.newGlobalCall("_&&_", before, present);
      operand = outer.operand();
    }
    return Optional.of(isData(operand) ? guarded(factory, operand, present) : present);
  }

  private static boolean isData(CelExpr expression) {
    return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
        && expression.ident().name().equals(Vocabulary.DATA);
  }

  /** The data of an event that removes its key is null. */
  private static CelExpr guarded(CelMacroExprFactory factory, CelExpr data, CelExpr present) {
    CelExpr removed =
        factory.newGlobalCall(
            "_!=_",
            factory.copy(data),
            factory.newConstant(CelConstant.ofValue(NullValue.NULL_VALUE)));
    return factory.newGlobalCall("_&&_", removed, present);
  }

  static CelChecker checker(RecordTypes types, Literals literals) {
    return CelCompilerFactory.standardCelCheckerBuilder()
        .setOptions(OPTIONS)
        .setStandardEnvironmentEnabled(true)
        .setTypeProvider(types)
        .addLibraries(STRINGS)
        .addVarDeclarations(
            CelVarDecl.newVarDeclaration(Vocabulary.DATA, types.root().type()),
            CelVarDecl.newVarDeclaration("key", SimpleType.STRING),
            CelVarDecl.newVarDeclaration("time", SimpleType.TIMESTAMP),
            CelVarDecl.newVarDeclaration("appendedAt", SimpleType.TIMESTAMP),
            CelVarDecl.newVarDeclaration("stream", SimpleType.STRING),
            CelVarDecl.newVarDeclaration("partition", SimpleType.INT),
            CelVarDecl.newVarDeclaration("offset", SimpleType.INT))
        .addVarDeclarations(literals.declarations())
        .build();
  }

  @SuppressWarnings("Immutable") // The patterns do not change any more.
  static CelRuntime runtime(Patterns patterns) {
    return CelRuntimeFactory.plannerRuntimeBuilder()
        .setOptions(OPTIONS)
        .setStandardFunctions(
            CelStandardFunctions.newBuilder()
                .excludeFunctions(StandardFunction.MATCHES, StandardFunction.CONTAINS)
                .build())
        .addFunctionBindings(
            CelFunctionBinding.fromOverloads(
                "matches",
                CelFunctionBinding.from("matches", String.class, String.class, patterns::matches),
                CelFunctionBinding.from(
                    "matches_string", String.class, String.class, patterns::matches)))
        .addFunctionBindings(
            CelFunctionBinding.fromOverloads(
                "contains",
                CelFunctionBinding.from(
                    "contains_string", String.class, String.class, TextSearch::contains)))
        .addLibraries(STRINGS)
        .build();
  }
}
