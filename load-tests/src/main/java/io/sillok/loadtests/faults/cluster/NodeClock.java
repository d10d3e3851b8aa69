package io.sillok.loadtests.faults.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What a node takes the time of day to be, which each of its answers says. */
final class NodeClock {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private NodeClock() {}

  /** How far it is ahead of this process's, to the second; empty if the node does not answer. */
  static Optional<Duration> ahead(HttpClient http, URI node) {
    try {
      HttpResponse<Void> answer =
          http.send(
              HttpRequest.newBuilder(node.resolve("/health/live")).timeout(ANSWER_WITHIN).build(),
              BodyHandlers.discarding());
      return answer
          .headers()
          .firstValue("Date")
          .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          .map(shown -> Duration.between(Instant.now(), shown));
    } catch (IOException away) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking " + node, interrupted);
    }
  }
}
