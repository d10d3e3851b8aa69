package io.sillok.client.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.event.From;
import io.sillok.client.event.Selection;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.http.Call;
import io.sillok.client.http.UrlPath;
import io.sillok.client.json.Json;
import java.util.OptionalLong;

/**
 * How far the reading of a stream has come, and so what to ask for next: what is behind the last
 * event that was taken, and no more than is still wanted. Not thread-safe.
 */
final class EventReading {

  private final UrlPath path;
  private final Json json;
  private final Selection selection;
  private From from;
  private long taken;

  /**
   * @param path of the stream's events
   */
  EventReading(UrlPath path, Json json, From from, Selection selection) {
    this.path = path;
    this.json = json;
    this.from = from;
    this.selection = selection;
  }

  /** What asks for all that is wanted and was not taken yet. */
  Call call() {
    OptionalLong limit = selection.limit();
    UrlPath asked =
        path.with("from", from.text())
            .with("key", selection.key())
            .with("filter", selection.filter());
    return Call.get(limit.isPresent() ? asked.with("limit", limit.getAsLong() - taken) : asked);
  }

  /** Takes the next event as a node wrote it. */
  StreamEvent take(JsonNode node) {
    StreamEvent event = StreamEvent.of(node, json);
    from = event.position();
    taken++;
    return event;
  }

  /** Whether as many were taken as are wanted. */
  boolean isSatisfied() {
    return selection.limit().isPresent() && taken >= selection.limit().getAsLong();
  }
}
