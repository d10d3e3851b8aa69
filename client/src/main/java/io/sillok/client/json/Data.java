package io.sillok.client.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Optional;

/**
 * A value that a node gave: JSON, or what the application makes of it. Two are equal if their JSON
 * is.
 */
public final class Data {

  private final JsonNode json;
  private final Json reading;

  Data(JsonNode json, Json reading) {
    this.json = json.isMissingNode() ? NullNode.getInstance() : json;
    this.reading = reading;
  }

  /** As it came; a JSON null if there is none. */
  public JsonNode json() {
    return json;
  }

  /** Whether it is a JSON null. */
  public boolean isNull() {
    return json.isNull();
  }

  /**
   * As one of the application's records, read by the client's mapper.
   *
   * @throws UnreadableDataException if it is no {@code type}, or null
   */
  public <T> T as(Class<T> type) {
    if (isNull()) {
      throw new UnreadableDataException(type);
    }
    return reading.as(json, type);
  }

  /** The same; empty if it is null. */
  public <T> Optional<T> asOptional(Class<T> type) {
    return isNull() ? Optional.empty() : Optional.of(as(type));
  }

  /** The member {@code name} of an object; a JSON null if there is none. */
  public Data member(String name) {
    return new Data(json.path(name), reading);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Data data && json.equals(data.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
