package io.sillok.protocol.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * What a new version of an event definition must keep to. The names and their meaning are those of
 * Confluent's Schema Registry.
 */
public enum Compatibility {
  /** Anything goes. */
  NONE(false, false, false),
  /** The new version reads what the last one wrote. */
  BACKWARD(true, false, false),
  /** The new version reads what every earlier one wrote. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** The last version reads what the new one writes. */
  FORWARD(false, true, false),
  /** Every earlier version reads what the new one writes. */
  FORWARD_TRANSITIVE(false, true, true),
  /** Both with the last version. */
  FULL(true, true, false),
  /** Both with every earlier version; what holds unless a definition says otherwise. */
  FULL_TRANSITIVE(true, true, true);

  /** The property in which a definition says otherwise. */
  public static final String PROPERTY = "sillok.compatibility";

  private final boolean readsEarlier;
  private final boolean readByEarlier;
  private final boolean transitive;

  Compatibility(boolean readsEarlier, boolean readByEarlier, boolean transitive) {
    this.readsEarlier = readsEarlier;
    this.readByEarlier = readByEarlier;
    this.transitive = transitive;
  }

  /**
   * What {@code definition} says that its versions keep to.
   *
   * @throws IllegalArgumentException if that is none of these
   */
  public static Compatibility of(Schema definition) {
    Object given = definition.getObjectProp(PROPERTY);
    return given == null
        ? FULL_TRANSITIVE
        : valueOf(String.valueOf(given).toUpperCase(Locale.ROOT));
  }

  /**
   * Why a new version is refused.
   *
   * @param version the earlier one that it does not agree with, from 1
   * @param pointer into the JSON of the schema that would read, by RFC 6901
   * @param problem for people
   */
  public record Conflict(int version, String pointer, String problem) {}

  /**
   * Why {@code next} cannot follow {@code earlier}; empty if it can.
   *
   * @param earlier all earlier versions, the first of them first
   */
  public List<Conflict> check(Schema next, List<Schema> earlier) {
    return check(next, earlier, version -> false);
  }

  /**
   * As {@link #check(Schema, List)}, where some versions are not read by {@code next} itself.
   *
   * @param upcasts whether events of a version are read through an upcaster
   */
  public List<Conflict> check(Schema next, List<Schema> earlier, Predicate<Schema> upcasts) {
    List<Conflict> conflicts = new ArrayList<>();
    int first = transitive ? 0 : Math.max(0, earlier.size() - 1);
    for (int index = first; index < earlier.size(); index++) {
      if (readsEarlier && !upcasts.test(earlier.get(index))) {
        add(conflicts, index + 1, next, earlier.get(index), "it cannot read version %d: %s");
      }
      if (readByEarlier) {
        add(conflicts, index + 1, earlier.get(index), next, "version %d cannot read it: %s");
      }
    }
    return conflicts;
  }

  private static void add(
      List<Conflict> conflicts, int version, Schema reader, Schema writer, String problem) {
    for (Incompatibility found :
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
            .getResult()
            .getIncompatibilities()) {
      conflicts.add(
          new Conflict(version, found.getLocation(), problem.formatted(version, words(found))));
    }
  }

  private static String words(Incompatibility found) {
    return switch (found.getType()) {
      case READER_FIELD_MISSING_DEFAULT_VALUE ->
          "field %s may be missing there and has no default".formatted(found.getMessage());
      case MISSING_ENUM_SYMBOLS -> "it does not know the symbols " + found.getMessage();
      case MISSING_UNION_BRANCH -> "it has no such case: " + found.getMessage();
      case NAME_MISMATCH -> "the names differ: " + found.getMessage();
      default -> found.getMessage();
    };
  }
}
