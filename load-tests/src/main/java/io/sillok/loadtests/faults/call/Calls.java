package io.sillok.loadtests.faults.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sillok.loadtests.faults.timeline.Timeline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One client: asks a node until it fails, and goes on to the next then, with the same request. For
 * one thread.
 */
public final class Calls {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);
  private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(5);
  private static final long PAUSE_MILLIS = 100;

  private final HttpClient http;
  private final List<URI> nodes;
  private final Timeline timeline;
  private int node;
  private long unknown;

  /**
   * @param first the index of the node that is asked first
   */
  public Calls(HttpClient http, List<URI> nodes, int first, Timeline timeline) {
    this.http = http;
    this.nodes = List.copyOf(nodes);
    this.node = first % nodes.size();
    this.timeline = timeline;
  }

  /** What can be sent again and again. */
  public record Request(
      String method, String path, String type, String body, Map<String, String> headers) {

    public Request {
      headers = Map.copyOf(headers);
    }

    public static Request get(String path) {
      return new Request("GET", path, "application/json", "", Map.of());
    }

    /** With a body of JSON. */
    public static Request json(String method, String path, String body) {
      return new Request(method, path, "application/json", body, Map.of());
    }
  }

  /** A client that soon gives up a node that does not answer at all. */
  public static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_WITHIN)
        .build();
  }

  /** Sends {@code request} to one node, once. */
  public static Reply once(HttpClient http, URI node, Request request)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(node.resolve(request.path()))
            .timeout(ANSWER_WITHIN)
            .header("Content-Type", request.type())
            .method(request.method(), BodyPublishers.ofString(request.body()));
    request.headers().forEach(builder::header);
    HttpResponse<byte[]> response = http.send(builder.build(), BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), read(response.body()));
  }

  /** What is no JSON is one text. */
  private static JsonNode read(byte[] body) throws IOException {
    try {
      return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException unreadable) {
      return TextNode.valueOf(new String(body, StandardCharsets.UTF_8));
    }
  }

  /** The node that the next request goes to. */
  public URI node() {
    return nodes.get(node);
  }

  /** The next request goes to the next node. */
  public void goOn() {
    node = (node + 1) % nodes.size();
  }

  /** After so many tries nobody knew whether what was asked for was done. */
  public long unknown() {
    return unknown;
  }

  /** Sends {@code request} until it is answered for good. */
  public Reply untilAnswered(Request request) throws InterruptedException {
    return until(request, reply -> !reply.isTemporary());
  }

  /**
   * Sends {@code request} until it is answered as wanted.
   *
   * @throws GivenUpException if it never is
   * @throws IllegalStateException if a node answers as none ever may
   */
  public Reply until(Request request, Predicate<Reply> wanted) throws InterruptedException {
    long giveUp = System.nanoTime() + GIVE_UP_AFTER.toNanos();
    String last = "";
    while (System.nanoTime() < giveUp) {
      try {
        Reply reply = once(http, node(), request);
        if (reply.isDefect()) {
          throw new IllegalStateException("%s was answered %s".formatted(request.path(), reply));
        }
        if (wanted.test(reply)) {
          return reply;
        }
        unknown += reply.isUnknown() ? 1 : 0;
        last = "%d %s".formatted(reply.status(), reply.code());
      } catch (ConnectException | HttpConnectTimeoutException notSent) {
        last = notSent.getClass().getSimpleName();
      } catch (IOException lost) {
        unknown++;
        last = lost.getClass().getSimpleName();
      }
      timeline.failed(last);
      goOn();
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    throw new GivenUpException(
        "%s %s was not answered in %d s; the last try ended with %s"
            .formatted(request.method(), request.path(), GIVE_UP_AFTER.toSeconds(), last));
  }
}
