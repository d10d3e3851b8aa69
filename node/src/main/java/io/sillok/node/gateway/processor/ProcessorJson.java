package io.sillok.node.gateway.processor;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.gateway.stream.StreamJson;
import io.sillok.node.processor.Pace.Condition;
import io.sillok.node.processor.Pace.Status;
import io.sillok.node.processor.ParkedPage;
import io.sillok.node.processor.ParkedPage.ParkedEvent;
import io.sillok.node.processor.PartitionStanding;
import io.sillok.node.processor.PartitionStanding.LeftOut;
import io.sillok.node.processor.ProcessorProgress;
import io.sillok.node.processor.ProcessorStanding;
import io.sillok.node.processor.Processors.Discarded;
import io.sillok.node.processor.Processors.Replayed;
import io.sillok.node.stream.StreamEvent;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Processors as JSON. */
public final class ProcessorJson {

  private ProcessorJson() {}

  static JsonBody list(List<ProcessorStanding> processors) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("processors");
      for (ProcessorStanding processor : processors) {
        json.writeStartObject();
        write(json, processor);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  static JsonBody processor(ProcessorStanding processor) {
    return json -> {
      json.writeStartObject();
      write(json, processor);
      json.writeNumberField("attempts", processor.model().type().attempts());
      json.writeNumberField("revision", processor.model().type().revision());
      json.writeArrayFieldStart("partitions");
      for (PartitionStanding partition : processor.partitions()) {
        write(json, partition);
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  private static void write(JsonGenerator json, ProcessorStanding processor) throws IOException {
    json.writeStringField("name", processor.name());
    json.writeStringField("module", processor.module());
    json.writeStringField("input", processor.model().type().input());
    json.writeArrayFieldStart("outputs");
    for (String output : processor.model().outputs().keySet()) {
      json.writeString(output);
    }
    json.writeEndArray();
    write(json, processor.condition());
    json.writeNumberField("lag", processor.lag());
    json.writeNumberField("parked", processor.parked());
    json.writeNumberField("leftOut", processor.leftOut());
  }

  private static void write(JsonGenerator json, PartitionStanding partition) throws IOException {
    json.writeStartObject();
    json.writeNumberField("partition", partition.partition());
    json.writeNumberField("next", partition.next());
    json.writeNumberField("head", partition.head());
    json.writeNumberField("lag", partition.lag());
    json.writeNumberField("parked", partition.parked());
    json.writeNumberField("leftOut", partition.leftOutCount());
    if (partition.leftOut().isPresent()) {
      write(json, partition.leftOut().get());
    }
    write(json, partition.condition());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, LeftOut leftOut) throws IOException {
    json.writeObjectFieldStart("lastLeftOut");
    json.writeNumberField("offset", leftOut.offset());
    json.writeStringField("reason", leftOut.reason());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Condition condition) throws IOException {
    json.writeStringField("status", condition.status().text());
    json.writeStringField("since", condition.since().truncatedTo(ChronoUnit.MILLIS).toString());
    if (!condition.reason().isEmpty()) {
      json.writeStringField("reason", condition.reason());
    }
  }

  /** Those of {@code progress} that do not go on, by processor, since the first of them stood. */
  public static JsonBody stalled(List<ProcessorProgress> progress, Instant now) {
    SortedMap<String, List<Condition>> stalled =
        progress.stream()
            .filter(each -> each.pace().condition(now).status() == Status.STALLED)
            .collect(
                Collectors.groupingBy(
                    ProcessorProgress::processor,
                    TreeMap::new,
                    Collectors.mapping(each -> each.pace().condition(now), Collectors.toList())));
    return json -> {
      json.writeStartArray();
      for (var processor : stalled.entrySet()) {
        List<Condition> conditions = processor.getValue();
        json.writeStartObject();
        json.writeStringField("processor", processor.getKey());
        json.writeNumberField("partitions", conditions.size());
        write(json, Collections.min(conditions, Comparator.comparing(Condition::since)));
        json.writeEndObject();
      }
      json.writeEndArray();
    };
  }

  static JsonBody parked(ParkedPage page, Optional<String> next) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("parked");
      for (ParkedEvent event : page.events()) {
        write(json, event);
      }
      json.writeEndArray();
      json.writeStringField("next", next.orElse(null));
      write(json, "unknownPartitions", page.unknown());
      json.writeEndObject();
    };
  }

  private static void write(JsonGenerator json, ParkedEvent parked) throws IOException {
    json.writeStartObject();
    json.writeNumberField("partition", parked.place().partition());
    json.writeNumberField("offset", parked.place().offset());
    json.writeNumberField("attempts", parked.attempts());
    json.writeStringField("reason", parked.reason());
    json.writeStringField("at", parked.at().toString());
    Optional<StreamEvent> event = parked.event();
    json.writeFieldName("event");
    if (event.isPresent()) {
      StreamJson.event(event.get()).write(json);
    } else {
      json.writeNull();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String field, List<Integer> partitions)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (int partition : partitions) {
      json.writeNumber(partition);
    }
    json.writeEndArray();
  }

  static JsonBody replayed(Replayed replayed) {
    return json -> {
      json.writeStartObject();
      json.writeNumberField("replayed", replayed.processed());
      json.writeNumberField("parked", replayed.parked());
      write(json, "notReached", replayed.notReached());
      json.writeEndObject();
    };
  }

  static JsonBody discarded(Discarded discarded) {
    return json -> {
      json.writeStartObject();
      json.writeNumberField("discarded", discarded.count());
      write(json, "notReached", discarded.notReached());
      json.writeEndObject();
    };
  }
}
