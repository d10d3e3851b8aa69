package io.sillok.node.stream;

import io.sillok.node.stream.Declaring.Fault;
import io.sillok.node.stream.Declaring.Refused;
import io.sillok.protocol.design.Compatibility.Conflict;
import io.sillok.protocol.design.EventDesign;
import io.sillok.protocol.design.Finding;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import io.sillok.protocol.schema.declared.FieldPath;
import io.sillok.protocol.schema.declared.InvalidFieldPathException;
import io.sillok.protocol.schema.declared.InvalidSchemaException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** What a declaration must be, and what it must keep to of the one before it. */
final class DeclarationRules {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST_NAME = 60;
  private static final String SCHEMA = "/schema";

  private DeclarationRules() {}

  /** Why {@code wanted} cannot be declared; nothing if it can. */
  static Optional<Refused> check(
      StreamDeclaration wanted, Optional<StreamDeclaration> present, List<SchemaVersion> earlier) {
    return name(wanted.stream())
        .or(() -> present.flatMap(one -> owner(one, wanted)))
        .or(() -> form(wanted))
        .or(() -> design(wanted, present))
        .or(() -> present.flatMap(one -> same(one, wanted)))
        .or(() -> compatible(wanted, earlier));
  }

  /** What the design of {@code schema} could do better. */
  static List<Finding> warnings(Schema schema) {
    return EventDesign.check(schema).stream().filter(finding -> !finding.isError()).toList();
  }

  private static Optional<Refused> name(String name) {
    return NAME.matcher(name).matches() && name.length() <= LONGEST_NAME
        ? Optional.empty()
        : refused(
            "invalid-name",
            "A stream's name is in kebab case, such as page-viewed, with up to %d characters and without a dot: those with a dot are of entity types"
                .formatted(LONGEST_NAME),
            List.of());
  }

  private static Optional<Refused> owner(StreamDeclaration present, StreamDeclaration wanted) {
    return present.module().isPresent() && !present.module().equals(wanted.module())
        ? refused(
            "stream-of-module",
            "Stream %s is declared by module %s; change it there"
                .formatted(present.stream(), present.module().get()),
            List.of())
        : Optional.empty();
  }

  /** Whether its events can be kept, and its key and time be found in them. */
  private static Optional<Refused> form(StreamDeclaration wanted) {
    try {
      DeclaredCodec.of(wanted.schema());
    } catch (InvalidSchemaException invalid) {
      return invalid(SCHEMA + invalid.pointer(), invalid.reason());
    }
    if (wanted.kind() == EventKind.UNKEYED && wanted.key().isPresent()) {
      return invalid("/key", "An unkeyed stream has no key; leave it out or choose another kind");
    }
    return wanted
        .key()
        .flatMap(path -> field(wanted.schema(), path, "/key", FieldPath::unfitAsKey))
        .or(() ->
            wanted
                .eventTime()
                .flatMap(path ->
                    field(wanted.schema(), path, "/eventTime", FieldPath::unfitAsEventTime)));
  }

  private static Optional<Refused> field(
      Schema schema, String path, String pointer, Function<FieldPath, Optional<String>> unfit) {
    try {
      return unfit.apply(FieldPath.of(schema, path)).flatMap(why -> invalid(pointer, why));
    } catch (InvalidFieldPathException unknown) {
      return invalid(pointer, String.valueOf(unknown.getMessage()));
    }
  }

  private static Optional<Refused> design(
      StreamDeclaration wanted, Optional<StreamDeclaration> present) {
    List<Finding> errors =
        present
            .flatMap(one -> EventDesign.checkSame(one.schema(), wanted.schema()))
            .map(List::of)
            .orElseGet(() ->
                EventDesign.check(wanted.schema()).stream().filter(Finding::isError).toList());
    return errors.isEmpty()
        ? Optional.empty()
        : refused(
            "event-design",
            "The event is badly designed: %s. Mend it, or state the reason in the definition with sillok.exempt"
                .formatted(
                    errors.stream().map(Finding::toString).collect(Collectors.joining(". "))),
            errors.stream().map(DeclarationRules::fault).toList());
  }

  private static Fault fault(Finding finding) {
    return new Fault(
        finding.rule(),
        SCHEMA + finding.pointer(),
        "%s; %s".formatted(finding.problem(), finding.remedy()));
  }

  private static Optional<Refused> same(StreamDeclaration present, StreamDeclaration wanted) {
    return present
        .differsIn(wanted)
        .flatMap(field ->
            refused(
                "stream-differs",
                "The %s of stream %s never changes, because events stand by it; declare another stream"
                    .formatted(field, wanted.stream()),
                List.of(new Fault("stream-differs", "/" + field, "must stay as it is"))));
  }

  private static Optional<Refused> compatible(
      StreamDeclaration wanted, List<SchemaVersion> earlier) {
    DeclaredCodec codec = DeclaredCodec.of(wanted.schema());
    if (earlier.stream().anyMatch(each -> each.fingerprint() == codec.fingerprint())) {
      return Optional.empty();
    }
    List<Conflict> conflicts =
        SchemaVersions.conflicts(
            wanted.schema(), earlier, SchemaVersions.Reading.of(codec::unreadable));
    return conflicts.isEmpty()
        ? Optional.empty()
        : refused(
            "schema-incompatible",
            IncompatibleSchemaException.message(wanted.stream(), wanted.schema(), conflicts),
            conflicts.stream()
                .map(conflict ->
                    new Fault(
                        "schema-incompatible", SCHEMA + conflict.pointer(), conflict.problem()))
                .distinct()
                .toList());
  }

  private static Optional<Refused> invalid(String pointer, String message) {
    return refused(
        "invalid-declaration",
        message,
        List.of(new Fault("invalid-declaration", pointer, message)));
  }

  private static Optional<Refused> refused(String code, String message, List<Fault> faults) {
    return Optional.of(new Refused(code, message, faults));
  }
}
