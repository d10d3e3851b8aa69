package io.sillok.client.http;

import java.time.Duration;
import java.util.Map;

/**
 * How patient a client is.
 *
 * @param connectWithin until a connection is there
 * @param answerWithin from a request to the whole answer, for one try
 * @param deadline for a call with all its tries
 * @param backoff between tries
 * @param headers of every request
 */
public record Settings(
    Duration connectWithin,
    Duration answerWithin,
    Duration deadline,
    Backoff backoff,
    Map<String, String> headers) {

  public Settings {
    requirePositive("connectWithin", connectWithin);
    requirePositive("answerWithin", answerWithin);
    requirePositive("deadline", deadline);
    headers = Map.copyOf(headers);
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "%s must be longer than nothing, but is %s".formatted(name, value));
    }
  }
}
