package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
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

  /** Of a connection that nobody reads, so much may wait to be written beside what comes next. */
  private static final int PIECE_BYTES = 64 << 10;

  private static final ByteString COMMENT = ByteString.fromString(":\n\n");
  private static final ContentType LINES = type("application", "x-ndjson");
  private static final ContentType EVENTS = type("text", "event-stream");

  private final SharedKillSwitch lines = KillSwitches.shared("stream-lines");
  private final SharedKillSwitch live = KillSwitches.shared("stream-feeds");

  private static ContentType type(String main, String sub) {
    return MediaTypes.customWithFixedCharset(main, sub, HttpCharsets.UTF_8, Map.of(), false)
        .toContentType();
  }

  /**
   * One JSON object a line; where one cannot be read, or the filter has no answer, the last is a
   * problem.
   */
  HttpResponse lines(Source<JsonBody, NotUsed> objects) {
    return respond(
        LINES,
        endingInWords(objects.map(StreamFeeds::json), problem -> problem)
            .map(line -> line.concat(ByteString.fromString("\n")))
            .via(lines.flow()));
  }

  /**
   * Server-sent events; an event's id is its position. Before them comes an id without data, so
   * that who breaks off before the first goes on where this began, too.
   *
   * @param from where they begin
   * @param last what comes behind them
   */
  HttpResponse live(
      StreamPosition from, Source<StreamEvent, NotUsed> events, Source<ByteString, NotUsed> last) {
    return serverSent(
        ByteString.fromString("id: %s\n\n".formatted(from.text())),
        events
            .map(event -> sent("id", event.position().text(), StreamJson.event(event)))
            .concatLazy(last),
        HEARTBEAT);
  }

  /**
   * Server-sent events that {@link #sent} has written. Where an event cannot be read, or a filter
   * has no answer, the last is of type {@code problem}.
   *
   * @param heartbeat after so much silence something is sent; only then it is noticed that a client
   *     is gone
   */
  HttpResponse serverSent(Source<ByteString, NotUsed> events, Duration heartbeat) {
    return serverSent(COMMENT, events, heartbeat);
  }

  private HttpResponse serverSent(
      ByteString first, Source<ByteString, NotUsed> events, Duration heartbeat) {
    return respond(
        EVENTS,
        endingInWords(
                events,
                problem ->
                    ByteString.fromString("event: problem\ndata: ")
                        .concat(problem)
                        .concat(ByteString.fromString("\n\n")))
            .via(new Heartbeat(first, COMMENT, heartbeat))
            .via(live.flow()));
  }

  /** Server-sent events that {@link #sent(JsonBody)} has made, or are like these. */
  HttpResponse sent(Source<ByteString, NotUsed> events) {
    return serverSent(events, HEARTBEAT);
  }

  /** One server-sent event without anything but its data. */
  static ByteString sent(JsonBody data) {
    return ByteString.fromString("data: ")
        .concat(ByteString.fromArrayUnsafe(data.bytes()))
        .concat(ByteString.fromString("\n\n"));
  }

  /** The status is sent before the first event is read: what goes wrong then is said at the end. */
  private static Source<ByteString, NotUsed> endingInWords(
      Source<ByteString, NotUsed> written, UnaryOperator<ByteString> words) {
    AtomicReference<ByteString> last = new AtomicReference<>(ByteString.emptyByteString());
    return written
        .mapError(
            RuntimeException.class,
            failure ->
                LateProblem.of(failure)
                    .<RuntimeException>map(late -> {
                      last.set(words.apply(ByteString.fromArrayUnsafe(late.bytes())));
                      return late;
                    })
                    .orElse(failure))
        .recover(LateProblem.class, last::get);
  }

  /**
   * One server-sent event.
   *
   * @param field {@code id} or {@code event}, with its value
   */
  static ByteString sent(String field, String value, JsonBody data) {
    return ByteString.fromString("%s: %s\ndata: ".formatted(field, value))
        .concat(json(data))
        .concat(ByteString.fromString("\n\n"));
  }

  private static ByteString json(JsonBody data) {
    return ByteString.fromArrayUnsafe(data.bytes());
  }

  private HttpResponse respond(ContentType type, Source<ByteString, NotUsed> bytes) {
    return HttpResponse.create()
        .withStatus(200)
        .addHeader(Response.NO_STORE)
        .withEntity(HttpEntities.createChunked(type, bytes.mapConcat(StreamFeeds::pieces)));
  }

  /** The connection asks for the next while it still writes what is small, so all of it is. */
  private static Iterable<ByteString> pieces(ByteString bytes) {
    if (bytes.size() <= PIECE_BYTES) {
      return List.of(bytes);
    }
    List<ByteString> pieces = new ArrayList<>();
    for (int from = 0; from < bytes.size(); from += PIECE_BYTES) {
      pieces.add(bytes.slice(from, Math.min(bytes.size(), from + PIECE_BYTES)));
    }
    return pieces;
  }

  /**
   * Ends all of them; those who listen connect to another node. Lines are broken off rather than
   * ended, because their end says that there are no more events.
   */
  public void close() {
    live.shutdown();
    lines.abort(new StoppingException());
  }

  private static final class StoppingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StoppingException() {
      super("The node is stopping", null, false, false);
    }
  }
}
