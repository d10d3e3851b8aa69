package io.sillok.node.gateway.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.stream.consumer.ConsumerAnswer.Committed;
import io.sillok.node.stream.consumer.ConsumerAnswer.Moved;
import io.sillok.node.stream.consumer.ConsumerDescription;
import io.sillok.node.stream.consumer.ConsumerPage;
import io.sillok.node.stream.consumer.sharing.Delivery.Handed;
import io.sillok.node.stream.consumer.sharing.Instances.Instance;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Named consumers as JSON. */
final class ConsumerJson {

  private ConsumerJson() {}

  static JsonBody list(List<ConsumerDescription> consumers) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("consumers");
      for (ConsumerDescription consumer : consumers) {
        description(consumer).write(json);
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  static JsonBody description(ConsumerDescription consumer) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("name", consumer.id().name());
      json.writeStringField("stream", consumer.id().stream());
      json.writeStringField("filter", consumer.consumer().filter().orElse(null));
      json.writeStringField("position", consumer.position().text());
      json.writeNumberField("generation", consumer.consumer().generation());
      json.writeNumberField("lag", consumer.lag());
      json.writeNumberField("skipped", consumer.skipped());
      writePartitions(json, consumer);
      json.writeArrayFieldStart("instances");
      for (Instance instance : consumer.instances().instances()) {
        json.writeStartObject();
        json.writeStringField("instance", instance.instance());
        writeNumbers(json, instance.partitions());
        json.writeEndObject();
      }
      json.writeEndArray();
      if (consumer.trouble().isPresent()) {
        json.writeStringField("trouble", consumer.trouble().get());
      }
      json.writeEndObject();
    };
  }

  private static void writePartitions(JsonGenerator json, ConsumerDescription consumer)
      throws IOException {
    Map<Integer, String> instances = new HashMap<>();
    for (Instance instance : consumer.instances().instances()) {
      instance.partitions().forEach(partition -> instances.put(partition, instance.instance()));
    }
    Map<Integer, Long> committed = consumer.consumer().offsets();
    json.writeArrayFieldStart("partitions");
    for (int partition = 0; partition < consumer.partitions(); partition++) {
      json.writeStartObject();
      json.writeNumberField("partition", partition);
      json.writeNumberField("committed", committed.getOrDefault(partition, 0L));
      json.writeNumberField("head", consumer.heads().getOrDefault(partition, 0L));
      json.writeNumberField("lag", consumer.lags().getOrDefault(partition, 0L));
      json.writeStringField("instance", instances.get(partition));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** What an instance reads from now on. */
  static JsonBody assigned(List<Integer> partitions) {
    return json -> {
      json.writeStartObject();
      writeNumbers(json, partitions);
      json.writeEndObject();
    };
  }

  private static void writeNumbers(JsonGenerator json, List<Integer> partitions)
      throws IOException {
    json.writeArrayFieldStart("partitions");
    for (int partition : partitions) {
      json.writeNumber(partition);
    }
    json.writeEndArray();
  }

  static JsonBody event(Handed handed) {
    return StreamJson.event(handed.event(), handed.position().text());
  }

  static JsonBody page(ConsumerPage page) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("events");
      for (Handed handed : page.events()) {
        event(handed).write(json);
      }
      json.writeEndArray();
      json.writeStringField("next", page.next().text());
      json.writeEndObject();
    };
  }

  static JsonBody committed(Committed committed) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("position", committed.position().text());
      json.writeNumberField("lag", committed.lag());
      json.writeEndObject();
    };
  }

  static JsonBody moved(Moved moved, boolean dryRun) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("from", moved.from().text());
      json.writeStringField("to", moved.to().text());
      json.writeNumberField("again", moved.again());
      json.writeNumberField("skipped", moved.skipped());
      json.writeBooleanField("dryRun", dryRun);
      json.writeEndObject();
    };
  }
}
