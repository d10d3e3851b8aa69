package io.sillok.client.entity;

import io.sillok.client.failure.ProblemException;
import io.sillok.client.http.Call;
import io.sillok.client.http.Pages;
import io.sillok.client.http.Transport;
import io.sillok.client.http.UrlPath;
import io.sillok.client.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** One entity, such as the cart {@code c-7}; it need not have any events yet. */
public final class Entity {

  private static final int LARGEST_PAGE = 1000;
  private static final String NOT_FOUND = "entity-not-found";

  private final Transport transport;
  private final Json json;
  private final UrlPath path;

  /** Called by {@code SillokClient.entity}. */
  public Entity(Transport transport, Json json, String type, String id) {
    this.transport = transport;
    this.json = json;
    this.path = UrlPath.of("entities", type, id);
  }

  /** Has the entity decide a command that has no fields. */
  public CommandResult execute(String command) {
    return execute(command, Map.of());
  }

  /**
   * Has the entity decide a command. It is repeated until it is answered, and takes effect once.
   *
   * @param command its name, such as {@code add-item}
   * @param body a record, a map or JSON
   * @throws io.sillok.client.failure.RejectedException if the entity's rules refuse it
   * @throws ProblemException if it is not a command, or could not be decided
   */
  public CommandResult execute(String command, Object body) {
    return execute(command, body, CommandOptions.NONE);
  }

  /** The same, with more that is said. */
  public CommandResult execute(String command, Object body, CommandOptions options) {
    String key = options.idempotencyKey().orElseGet(() -> UUID.randomUUID().toString());
    Call call =
        Call.post(path.add("commands", command), json.tree(body))
            .header("Idempotency-Key", quoted(key));
    if (options.expectedSequenceNumber().isPresent()) {
      call = call.header("If-Match", quoted("" + options.expectedSequenceNumber().getAsLong()));
    }
    return CommandResult.of(transport.send(call).object(), json);
  }

  /** The state now; empty if the entity has no events. */
  public Optional<EntityState> state() {
    return state(path);
  }

  /**
   * The state as of an event; empty if the entity has no events.
   *
   * @throws ProblemException {@code sequence-number-not-reached} if it has fewer events
   */
  public Optional<EntityState> stateAt(long sequenceNumber) {
    return state(path.with("sequenceNumber", sequenceNumber));
  }

  /** The state as of a time; empty if the entity had no events then. */
  public Optional<EntityState> stateAt(Instant time) {
    return state(path.with("at", time));
  }

  /** All events in order, read while they are taken; none if there are none. */
  public Stream<EntityEvent> events() {
    return events(1);
  }

  /**
   * The events from a sequence number on.
   *
   * @param sequenceNumber at least 1
   */
  public Stream<EntityEvent> events(long sequenceNumber) {
    UrlPath first = path.add("events").with("from", sequenceNumber).with("limit", LARGEST_PAGE);
    return Pages.following(
        first,
        page ->
            found(page)
                .map(answer -> Pages.linked(answer, "events", event -> EntityEvent.of(event, json)))
                .orElseGet(Pages.Page::none));
  }

  private Optional<EntityState> state(UrlPath at) {
    return found(at).map(state -> EntityState.of(state, json));
  }

  private Optional<io.sillok.client.json.JsonObject> found(UrlPath at) {
    try {
      return Optional.of(transport.send(Call.get(at)).object());
    } catch (ProblemException problem) {
      if (problem.code().equals(NOT_FOUND)) {
        return Optional.empty();
      }
      throw problem;
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
