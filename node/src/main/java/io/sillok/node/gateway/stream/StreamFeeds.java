package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.stream.StreamEvent;
import java.time.Duration;
import java.util.Map;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Responses that go on for as long as there are events. */
public final class StreamFeeds {

  static final String NDJSON = "application/x-ndjson";
  static final String EVENT_STREAM = "text/event-stream";

  /** So that nobody in between takes a quiet connection for a dead one. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private static final ByteString COMMENT = ByteString.fromString(":\n\n");
  private static final ContentType LINES = type("application", "x-ndjson");
  private static final ContentType EVENTS = type("text", "event-stream");

  private final SharedKillSwitch open = KillSwitches.shared("stream-feeds");

  private static ContentType type(String main, String sub) {
    return MediaTypes.customWithFixedCharset(main, sub, HttpCharsets.UTF_8, Map.of(), false)
        .toContentType();
  }

  /** One JSON object a line. */
  HttpResponse lines(Source<StreamEvent, NotUsed> events) {
    return respond(LINES, events.map(event -> json(event).concat(ByteString.fromString("\n"))));
  }

  /** Server-sent events; an event's id is its position. */
  HttpResponse live(Source<StreamEvent, NotUsed> events) {
    return sent(events.map(StreamFeeds::sent));
  }

  /** Server-sent events that {@link #sent(JsonBody)} has made, or are like these. */
  HttpResponse sent(Source<ByteString, NotUsed> events) {
    return respond(
        EVENTS, Source.single(COMMENT).concat(events).keepAlive(HEARTBEAT, () -> COMMENT));
  }

  /** One server-sent event without anything but its data. */
  static ByteString sent(JsonBody data) {
    return ByteString.fromString("data: ")
        .concat(ByteString.fromArrayUnsafe(data.bytes()))
        .concat(ByteString.fromString("\n\n"));
  }

  private static ByteString sent(StreamEvent event) {
    return ByteString.fromString("id: %s\ndata: ".formatted(event.position().text()))
        .concat(json(event))
        .concat(ByteString.fromString("\n\n"));
  }

  private static ByteString json(StreamEvent event) {
    return ByteString.fromArrayUnsafe(StreamJson.event(event).bytes());
  }

  private HttpResponse respond(ContentType type, Source<ByteString, NotUsed> bytes) {
    return HttpResponse.create()
        .withStatus(200)
        .addHeader(Response.NO_STORE)
        .withEntity(HttpEntities.createChunked(type, bytes.via(open.flow())));
  }

  /** Ends all of them; those who listen connect to another node. */
  public void close() {
    open.shutdown();
  }
}
