package io.sillok.client.event;

import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An event that is to be appended. Its source and id make it one of a kind: however often it is
 * appended, it is in the stream once. One that names none has an id of its own and the client's
 * source, so append the same object again, rather than another one like it.
 *
 * @param data a record, a map or JSON
 * @param id not empty
 * @param source who tells it; the client's if it is not said
 * @param key where the stream's declaration names no field for it
 * @param time when it happened, where the stream's declaration names no field for it; when it is
 *     appended if it is not said
 */
public record NewEvent(
    Object data, String id, Optional<String> source, Optional<String> key, Optional<Instant> time) {

  public NewEvent {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("An event's id must not be empty; leave it out for a new");
    }
  }

  public static NewEvent of(Object data) {
    return new NewEvent(
        data, UUID.randomUUID().toString(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What removes {@code key} from a stream of kind {@code entity}, and so from its table. */
  public static NewEvent removing(String key) {
    return of(NullNode.getInstance()).key(key);
  }

  /** The same with an id that says which event it is, even to another process. */
  public NewEvent id(String newId) {
    return new NewEvent(data, newId, source, key, time);
  }

  /** The same, told by {@code newSource}. */
  public NewEvent source(String newSource) {
    return new NewEvent(data, id, Optional.of(newSource), key, time);
  }

  /** The same with a key. */
  public NewEvent key(String newKey) {
    return new NewEvent(data, id, source, Optional.of(newKey), time);
  }

  /** The same, which happened at {@code newTime}. */
  public NewEvent time(Instant newTime) {
    return new NewEvent(data, id, source, key, Optional.of(newTime));
  }
}
