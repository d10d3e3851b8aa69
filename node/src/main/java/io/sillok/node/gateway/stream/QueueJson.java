package io.sillok.node.gateway.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.queue.DeadLetterPage;
import io.sillok.node.stream.queue.DeadLetterPage.Letter;
import io.sillok.node.stream.queue.DeadLetterPage.Place;
import io.sillok.node.stream.queue.QueueItem;
import io.sillok.node.stream.queue.QueueSettings;
import io.sillok.node.stream.queue.QueueStanding;
import io.sillok.node.stream.queue.Queues.Changed;
import io.sillok.node.stream.queue.Settled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Queues as JSON. */
public final class QueueJson {

  private QueueJson() {}

  static JsonBody list(List<QueueStanding> queues, Instant now) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("queues");
      for (QueueStanding queue : queues) {
        description(queue, now).write(json);
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  static JsonBody description(QueueStanding standing, Instant now) {
    QueueSettings settings = standing.queue().settings();
    return json -> {
      json.writeStartObject();
      json.writeStringField("name", standing.queue().name());
      json.writeStringField("stream", standing.queue().stream());
      json.writeStringField("filter", settings.filter().orElse(null));
      json.writeStringField("lease", settings.lease().toString());
      json.writeNumberField("maxAttempts", settings.maxAttempts());
      json.writeStringField("retryDelay", settings.retryDelay().toString());
      json.writeStringField("ordered", settings.ordered().name().toLowerCase(Locale.ROOT));
      writeNumbers(json, standing, now);
      json.writeNumberField("skipped", standing.skipped());
      writeTrouble(json, standing);
      json.writeEndObject();
    };
  }

  private static void writeTrouble(JsonGenerator json, QueueStanding standing) throws IOException {
    if (standing.trouble().isPresent()) {
      json.writeStringField("trouble", standing.trouble().get());
    }
  }

  /** What tells whether a queue stands still, as the node's readiness shows it, too. */
  public static JsonBody unacked(QueueStanding standing, Instant now) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("stream", standing.queue().stream());
      json.writeStringField("queue", standing.queue().name());
      writeNumbers(json, standing, now);
      writeTrouble(json, standing);
      json.writeEndObject();
    };
  }

  private static void writeNumbers(JsonGenerator json, QueueStanding standing, Instant now)
      throws IOException {
    Optional<Instant> oldest = standing.oldestUnacked();
    json.writeNumberField("ready", standing.ready());
    json.writeNumberField("leased", standing.leased());
    json.writeNumberField("delayed", standing.delayed());
    json.writeNumberField("deadLetters", standing.deadLetters());
    json.writeNumberField("lag", standing.lag());
    json.writeStringField("oldestUnacked", oldest.map(Instant::toString).orElse(null));
    json.writeStringField(
        "oldestUnackedAge", oldest.map(since -> age(since, now).toString()).orElse(null));
  }

  private static Duration age(Instant since, Instant now) {
    Duration age = Duration.between(since, now).truncatedTo(ChronoUnit.MILLIS);
    return age.isNegative() ? Duration.ZERO : age;
  }

  static JsonBody items(List<QueueItem> items) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (QueueItem item : items) {
        item(item).write(json);
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  static JsonBody item(QueueItem item) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("receipt", item.receipt());
      json.writeNumberField("attempt", item.attempt());
      json.writeStringField("leasedUntil", item.leasedUntil().toString());
      json.writeFieldName("event");
      json.writeRawValue(new String(item.event(), StandardCharsets.UTF_8));
      json.writeEndObject();
    };
  }

  /** As workers get it: JSON in UTF-8. */
  public static byte[] event(StreamEvent event) {
    return StreamJson.event(event).bytes();
  }

  /**
   * @param done the status of those whose wish took effect
   */
  static JsonBody settled(List<String> receipts, List<Settled> results, String done) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("results");
      for (int index = 0; index < results.size(); index++) {
        json.writeStartObject();
        json.writeStringField("receipt", receipts.get(index));
        write(json, results.get(index), done);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  private static void write(JsonGenerator json, Settled result, String done) throws IOException {
    switch (result) {
      case Settled.Done tookEffect -> json.writeStringField("status", done);
      case Settled.Expired expired -> json.writeStringField("status", "expired");
      case Settled.Already already -> json.writeStringField("status", "settled");
      case Settled.Failed(var code, var message) -> {
        json.writeStringField("status", "failed");
        json.writeStringField("code", code);
        json.writeStringField("message", message);
      }
    }
  }

  /**
   * @param next goes on behind them; null at the end
   */
  static JsonBody deadLetters(DeadLetterPage page, Optional<String> next) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("deadLetters");
      for (Letter letter : page.letters()) {
        json.writeStartObject();
        json.writeNumberField("partition", letter.place().partition());
        json.writeNumberField("offset", letter.place().offset());
        json.writeNumberField("attempts", letter.attempts());
        json.writeStringField("reason", letter.reason());
        json.writeStringField("at", letter.at().toString());
        json.writeFieldName("event");
        if (letter.event().isPresent()) {
          StreamJson.event(letter.event().get()).write(json);
        } else {
          json.writeNull();
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringField("next", next.orElse(null));
      json.writeEndObject();
    };
  }

  /** How many dead letters were changed; of those that were named and are none, which. */
  static JsonBody changed(String field, Changed changed) {
    return json -> {
      json.writeStartObject();
      json.writeNumberField(field, changed.count());
      if (!changed.unknown().isEmpty()) {
        json.writeArrayFieldStart("unknown");
        for (Place place : changed.unknown()) {
          json.writeStartObject();
          json.writeNumberField("partition", place.partition());
          json.writeNumberField("offset", place.offset());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    };
  }
}
