package io.sillok.client.consumer;

import io.sillok.client.event.Position;
import io.sillok.client.json.JsonObject;

/**
 * What resetting a consumer does.
 *
 * @param from where it was
 * @param to where it is then
 * @param again how many events will be handed out again
 * @param skipped how many events will not be handed out
 * @param dryRun whether nothing was changed
 */
public record ConsumerReset(Position from, Position to, long again, long skipped, boolean dryRun) {

  static ConsumerReset of(JsonObject reset) {
    return new ConsumerReset(
        new Position(reset.text("from")),
        new Position(reset.text("to")),
        reset.number("again"),
        reset.number("skipped"),
        reset.flag("dryRun"));
  }
}
