package io.sillok.node.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;

/** The responses that operations give. */
public final class Response {

  /** What must not be kept by any cache. */
  public static final HttpHeader NO_STORE = RawHeader.create("Cache-Control", "no-store");

  /** What never changes. Only the client itself keeps it, and not for longer than an hour. */
  public static final HttpHeader IMMUTABLE =
      RawHeader.create("Cache-Control", "private, max-age=3600, immutable");

  private static final HttpHeader NO_SNIFF = RawHeader.create("X-Content-Type-Options", "nosniff");
  private static final ContentType PROBLEM_JSON =
      MediaTypes.customWithFixedCharset(
              "application", "problem+json", HttpCharsets.UTF_8, Map.of(), false)
          .toContentType();

  private Response() {}

  /** 200 with a JSON body. */
  public static HttpResponse json(JsonBody body, HttpHeader... headers) {
    return of(200, ContentTypes.APPLICATION_JSON, body.bytes(), headers);
  }

  /**
   * @param body not written to afterwards
   */
  public static HttpResponse of(int status, ContentType type, byte[] body, HttpHeader... headers) {
    return of(status, type, ByteString.fromArrayUnsafe(body), headers);
  }

  public static HttpResponse of(
      int status, ContentType type, ByteString body, HttpHeader... headers) {
    return HttpResponse.create()
        .withStatus(status)
        .addHeaders(List.of(headers))
        .addHeader(NO_SNIFF)
        .withEntity(HttpEntities.create(type, body));
  }

  /** A response without a body. */
  public static HttpResponse empty(int status, HttpHeader... headers) {
    return HttpResponse.create().withStatus(status).addHeaders(List.of(headers));
  }

  /**
   * @param instance the path that was asked for
   */
  public static HttpResponse problem(Problem problem, String instance) {
    byte[] body = ((JsonBody) json -> problem.write(json, instance)).bytes();
    return of(problem.status(), PROBLEM_JSON, body)
        .addHeaders(problem.headers())
        .addHeader(NO_STORE);
  }

  public static HttpHeader entityTag(long sequenceNumber) {
    return RawHeader.create("ETag", "\"" + sequenceNumber + "\"");
  }

  public static CompletionStage<HttpResponse> now(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
