package io.sillok.node.downstream.effect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.persistence.Cause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/** Results are posted to a URL as CloudEvents 1.0 in structured mode, signed. */
public final class WebhookEffect implements Effect {

  private final URI url;
  private final WebhookSecret secret;
  private final WebhookClient client;
  private final InstantSource clock;

  public WebhookEffect(URI url, WebhookSecret secret, WebhookClient client, InstantSource clock) {
    this.url = url;
    this.secret = secret;
    this.client = client;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Void> apply(ToldResult result) {
    return client
        .http()
        .sendAsync(request(result), BodyHandlers.discarding())
        .handle((response, failure) -> {
          if (failure != null) {
            throw undone(failure);
          }
          requireTaken(response);
          return null;
        });
  }

  private HttpRequest request(ToldResult result) {
    byte[] body = cloudEvent(result);
    String id = result.stream() + "/" + result.id();
    long seconds = clock.instant().getEpochSecond();
    return HttpRequest.newBuilder(url)
        .timeout(client.timeout())
        .header("Content-Type", "application/cloudevents+json; charset=utf-8")
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(seconds))
        .header("webhook-signature", secret.signature(id, seconds, body))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private static byte[] cloudEvent(ToldResult result) {
    return ToldResult.bytes(
        JsonNodeFactory.instance
            .objectNode()
            .put("specversion", "1.0")
            .put("id", result.id())
            .put("source", result.source())
            .put("type", result.stream())
            .put("subject", result.key())
            .put("time", result.time().toString())
            .put("datacontenttype", "application/json")
            .set("data", result.data()));
  }

  private void requireTaken(HttpResponse<?> response) {
    if (response.statusCode() / 100 != 2) {
      throw new UndoneException("%s answered %d".formatted(url, response.statusCode()));
    }
  }

  private UndoneException undone(Throwable failure) {
    Throwable cause = Cause.of(failure);
    return switch (cause) {
      case HttpConnectTimeoutException late ->
          new UndoneException("%s cannot be connected to in time".formatted(url));
      case HttpTimeoutException late ->
          new UndoneException(
              "%s did not answer within %d ms".formatted(url, client.timeout().toMillis()));
      case IOException broken ->
          new UndoneException("%s cannot be reached: %s".formatted(url, said(broken)));
      default -> new UndoneException("%s cannot be asked: %s".formatted(url, said(cause)));
    };
  }

  private static String said(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /**
   * What webhooks of a node share.
   *
   * @param timeout in which an answer must come
   */
  public record WebhookClient(HttpClient http, Duration timeout) {

    /** A connection and an answer within the time that a result is out of the queue. */
    private static final Duration LONGEST = Duration.ofSeconds(25);

    /**
     * One that gives up to connect, too, after {@code timeout}.
     *
     * @param timeout from 1 ms to 25 s
     */
    public static WebhookClient within(Duration timeout) {
      if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "sillok.node.webhooks.timeout must be from 1 ms to %d s, but is %s"
                .formatted(LONGEST.toSeconds(), timeout));
      }
      return new WebhookClient(HttpClient.newBuilder().connectTimeout(timeout).build(), timeout);
    }
  }
}
