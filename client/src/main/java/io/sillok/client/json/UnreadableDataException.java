package io.sillok.client.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.failure.SillokException;

/** A value is not of the type that the application asked it to be. */
public final class UnreadableDataException extends SillokException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 200;

  UnreadableDataException(Class<?> type) {
    super(
        "Data is null and no %s; use asOptional where there may be none"
            .formatted(type.getSimpleName()));
  }

  UnreadableDataException(Class<?> type, JsonNode data, JsonProcessingException cause) {
    super(
        "Data %s is no %s: %s"
            .formatted(shown(data.toString()), type.getSimpleName(), cause.getOriginalMessage()),
        cause);
  }

  @Override
  public boolean retryable() {
    return false;
  }

  private static String shown(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}
