package io.sillok.node.gateway.table;

import io.sillok.node.cluster.partition.CrowdedException;
import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.OfEntityType;
import io.sillok.node.table.TableUnavailableException;
import java.util.List;
import java.util.Locale;

/** The problems of tables. */
public final class TableProblems {

  private TableProblems() {}

  static Problem notATable(StreamDefinition stream) {
    String instead =
        stream instanceof OfEntityType ofEntityType
            ? "the states of its entities are at /v1/tables/" + ofEntityType.entityType()
            : "declare a stream of kind entity, whose events carry the whole value of their key";
    return Problem.of(
        409,
        "not-a-table",
        "The stream is no table",
        "Stream %s is %s, so its events are not the values of their keys; %s"
            .formatted(stream.name(), stream.kind().name().toLowerCase(Locale.ROOT), instead));
  }

  static Problem unknownEntityType(String type, List<String> known) {
    return Problem.of(
        404,
        "unknown-entity-type",
        "There is no such entity type",
        "No loaded module has an entity type %s; loaded are: %s"
            .formatted(Problems.shown(type), known.isEmpty() ? "none" : String.join(", ", known)));
  }

  static Problem unknownKey(String what, String key) {
    return Problem.of(
        404,
        "unknown-key",
        "The table has no such key",
        "The table of %s has no row with the key '%s': no event has given it a value, or the last one removed it"
            .formatted(what, Problems.shown(key)));
  }

  static Problem invalidPosition(String what, String text, String why) {
    return Problem.of(
        400,
        "invalid-position",
        "The position is not one of this table",
        "Parameter atLeast must be a position that %s gave, but '%s' %s"
            .formatted(what, Problems.shown(text), why));
  }

  /** What a table cannot do now. */
  public static Problem unavailable(TableUnavailableException table) {
    return switch (table.code()) {
      case "timeout" -> Problems.timeout();
      case CrowdedException.CODE -> Problems.partitionMoving(table.reason());
      case "saturated" ->
          Problem.of(429, "saturated", "Too many wait for the table", table.reason())
              .withHeader("Retry-After", "1");
      case "table-building" ->
          Problems.unavailable(table.code(), "The table is being built", table.reason());
      case "table-behind" ->
          Problems.unavailable(table.code(), "The table has not come so far yet", table.reason());
      case "table-verifying" ->
          Problems.unavailable(table.code(), "The table is being verified", table.reason());
      case "table-stuck" ->
          Problems.unavailable(table.code(), "The table cannot go on", table.reason());
      case "upgrading" -> Problems.upgrading(table.reason());
      default ->
          Problems.unavailable(
              "store-failed", "The store gives nothing at present", table.reason());
    };
  }
}
