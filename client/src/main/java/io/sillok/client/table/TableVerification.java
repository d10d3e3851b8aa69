package io.sillok.client.table;

import io.sillok.client.event.Position;
import io.sillok.client.json.JsonObject;

/**
 * What rebuilding a table from its log showed.
 *
 * @param rows how many there are
 * @param digest of the table as it is
 * @param rebuilt digest of the table as its log makes it
 * @param equal whether both are the same
 * @param position up to which both were compared
 */
public record TableVerification(
    long rows, String digest, String rebuilt, boolean equal, Position position) {

  static TableVerification of(JsonObject verification) {
    return new TableVerification(
        verification.number("rows"),
        verification.text("digest"),
        verification.text("rebuilt"),
        verification.flag("equal"),
        new Position(verification.text("position")));
  }
}
