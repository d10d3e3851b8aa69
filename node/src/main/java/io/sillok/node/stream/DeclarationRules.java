package io.sillok.node.stream;

import io.sillok.node.stream.Declaring.Fault;
import io.sillok.node.stream.Declaring.Refused;
import io.sillok.protocol.design.Compatibility;
import io.sillok.protocol.design.Compatibility.Conflict;
import io.sillok.protocol.design.EventDesign;
import io.sillok.protocol.design.Finding;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import io.sillok.protocol.schema.declared.FieldPath;
import io.sillok.protocol.schema.declared.InvalidFieldPathException;
import io.sillok.protocol.schema.declared.InvalidSchemaException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** What a declaration must be, and what it must keep to of the one before it. */
final class DeclarationRules {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST_NAME = 60;
  private static final String SCHEMA = "/schema";

  private DeclarationRules() {}

  /**
   * Why {@code wanted} cannot be declared, all of it; nothing if it can.
   *
   * @param codecs that read earlier versions
   */
  static Optional<Refused> check(
      StreamDeclaration wanted,
      Optional<StreamDeclaration> present,
      List<SchemaVersion> earlier,
      StreamCodecs codecs) {
    Optional<Refused> owner = present.flatMap(one -> owner(one, wanted));
    if (owner.isPresent()) {
      return owner; // who may not change it need not know how
    }
    Optional<DeclaredCodec> codec = codec(wanted, codecs);
    return Stream.of(
            name(wanted.stream()),
            form(wanted),
            design(wanted, present),
            present.flatMap(one -> same(one, wanted)),
            codec.flatMap(reader -> compatible(wanted.stream(), reader, earlier)))
        .flatMap(Optional::stream)
        .reduce(DeclarationRules::both);
  }

  /** The code is of what comes first. */
  private static Refused both(Refused first, Refused second) {
    return new Refused(
        first.code(),
        first.message() + ". " + second.message(),
        Stream.concat(first.faults().stream(), second.faults().stream()).toList());
  }

  /** What the design of the stream's event could do better. */
  static List<Finding> warnings(StreamDeclaration stream) {
    return EventDesign.checkDeclared(stream.schema(), stream.key()).stream()
        .filter(finding -> !finding.isError())
        .toList();
  }

  /** Nothing if events of {@code schema} cannot be kept, or it keeps to what nobody knows. */
  private static Optional<DeclaredCodec> codec(StreamDeclaration wanted, StreamCodecs codecs) {
    try {
      Compatibility.of(wanted.schema());
      return Optional.of(codecs.of(wanted));
    } catch (InvalidSchemaException | IllegalArgumentException invalid) {
      return Optional.empty();
    }
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
    if (wanted.schema().getType() != Schema.Type.RECORD) {
      return Optional.empty(); // which its design tells better
    }
    List<Fault> faults = new ArrayList<>();
    try {
      DeclaredCodec.of(wanted.schema());
    } catch (InvalidSchemaException invalid) {
      faults.add(invalid(SCHEMA + invalid.pointer(), invalid.reason()));
    }
    compatibility(wanted.schema()).ifPresent(faults::add);
    if (wanted.kind() == EventKind.UNKEYED && wanted.key().isPresent()) {
      faults.add(
          invalid("/key", "An unkeyed stream has no key; leave it out or choose another kind"));
    } else {
      wanted
          .key()
          .flatMap(path -> field(wanted.schema(), path, "/key", FieldPath::unfitAsKey))
          .ifPresent(faults::add);
    }
    wanted
        .eventTime()
        .flatMap(path -> field(wanted.schema(), path, "/eventTime", FieldPath::unfitAsEventTime))
        .ifPresent(faults::add);
    return faults.isEmpty()
        ? Optional.empty()
        : refused(
            "invalid-declaration",
            faults.stream().map(Fault::message).collect(Collectors.joining(". ")),
            faults);
  }

  private static Optional<Fault> compatibility(Schema schema) {
    try {
      Compatibility.of(schema);
      return Optional.empty();
    } catch (IllegalArgumentException unknown) {
      return Optional.of(
          invalid(
              SCHEMA + "/" + Compatibility.PROPERTY,
              "Must be one of %s, but is %s"
                  .formatted(
                      Arrays.toString(Compatibility.values()),
                      schema.getObjectProp(Compatibility.PROPERTY))));
    }
  }

  private static Optional<Fault> field(
      Schema schema, String path, String pointer, Function<FieldPath, Optional<String>> unfit) {
    try {
      return unfit.apply(FieldPath.of(schema, path)).map(why -> invalid(pointer, why));
    } catch (InvalidFieldPathException unknown) {
      return Optional.of(invalid(pointer, String.valueOf(unknown.getMessage())));
    } catch (InvalidSchemaException told) {
      return Optional.empty(); // of the schema, by its own place
    }
  }

  private static Optional<Refused> design(
      StreamDeclaration wanted, Optional<StreamDeclaration> present) {
    List<Finding> errors =
        Stream.concat(
                present
                    .flatMap(one -> EventDesign.checkSame(one.schema(), wanted.schema()))
                    .stream(),
                EventDesign.checkDeclared(wanted.schema(), wanted.key()).stream()
                    .filter(Finding::isError))
            .toList();
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
    List<String> fields = present.differsIn(wanted);
    return fields.isEmpty()
        ? Optional.empty()
        : refused(
            "stream-differs",
            "The %s of stream %s never changes, because events stand by it; declare another stream"
                .formatted(String.join(", the ", fields), wanted.stream()),
            fields.stream()
                .map(field -> new Fault("stream-differs", "/" + field, "must stay as it is"))
                .toList());
  }

  private static Optional<Refused> compatible(
      String stream, DeclaredCodec codec, List<SchemaVersion> earlier) {
    List<Conflict> conflicts =
        SchemaVersions.conflicts(codec.schema(), earlier, SchemaVersions.Reading.of(codec));
    return conflicts.isEmpty()
        ? Optional.empty()
        : refused(
            "schema-incompatible",
            IncompatibleSchemaException.message(stream, codec.schema(), conflicts),
            conflicts.stream()
                .map(conflict ->
                    new Fault(
                        "schema-incompatible", SCHEMA + conflict.pointer(), conflict.problem()))
                .distinct()
                .toList());
  }

  private static Fault invalid(String pointer, String message) {
    return new Fault("invalid-declaration", pointer, message);
  }

  private static Optional<Refused> refused(String code, String message, List<Fault> faults) {
    return Optional.of(new Refused(code, message, faults));
  }
}
