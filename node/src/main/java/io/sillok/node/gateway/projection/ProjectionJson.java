package io.sillok.node.gateway.projection;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.downstream.Downstreams.DownstreamStanding;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.stream.queue.QueueStanding;
import io.sillok.node.window.ProjectionStanding;
import io.sillok.node.window.ProjectionStanding.InputStanding;
import io.sillok.node.window.ProjectionStanding.ShardStanding;
import io.sillok.node.window.ProjectionVerification;
import io.sillok.node.window.Projections.WindowPage;
import io.sillok.node.window.ShardProgress;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionInput;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.document.DownstreamWriter;
import io.sillok.node.window.definition.declared.document.ProjectionWriter;
import io.sillok.node.window.definition.declared.document.WindowingWriter;
import io.sillok.node.window.definition.kept.KeptProjection;
import io.sillok.node.window.definition.kept.KeptProjection.OverHttp;
import io.sillok.node.window.lookup.TableSource;
import io.sillok.node.window.reading.Counts;
import io.sillok.protocol.window.EventTimes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Projections as JSON. */
public final class ProjectionJson {

  private static final String RETELLS =
      "It had to begin anew, and retention had dropped events that its results follow from: what was told stands; windows that were not final then are told with what was left of their events";

  private ProjectionJson() {}

  static JsonBody list(List<ProjectionStanding> projections) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("projections");
      for (ProjectionStanding projection : projections) {
        json.writeStartObject();
        write(json, projection);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  static JsonBody projection(ProjectionStanding projection, List<DownstreamStanding> downstreams) {
    return json -> {
      json.writeStartObject();
      write(json, projection);
      if (projection.next().isPresent()) {
        json.writeObjectFieldStart("next");
        write(json, projection.next().get());
        json.writeEndObject();
      }
      if (projection.declaration().isPresent()) {
        json.writeFieldName("declaration");
        json.writeTree(projection.declaration().get());
      }
      if (!downstreams.isEmpty()) {
        json.writeArrayFieldStart("downstream");
        for (DownstreamStanding downstream : downstreams) {
          write(json, downstream);
        }
        json.writeEndArray();
      }
      writePlaces(json, projection);
      json.writeEndObject();
    };
  }

  private static void write(JsonGenerator json, DownstreamStanding downstream) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", downstream.name());
    if (downstream.queue().isPresent()) {
      QueueStanding queue = downstream.queue().get();
      json.writeStringField("stream", downstream.results());
      json.writeStringField("queue", queue.queue().name());
      json.writeNumberField("waiting", queue.lag());
      json.writeNumberField("parked", queue.deadLetters());
    }
    Optional<String> trouble =
        downstream.trouble().or(() -> downstream.queue().flatMap(QueueStanding::trouble));
    if (trouble.isPresent()) {
      json.writeStringField("trouble", trouble.get());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ProjectionStanding projection) throws IOException {
    json.writeStringField("name", projection.name());
    if (projection.module().isPresent()) {
      json.writeStringField("module", projection.module().get());
    }
    json.writeNumberField("version", projection.version().number());
    if (projection.definition().isPresent()) {
      write(json, projection.definition().get());
    }
    write(json, projection.version());
    writeTime(json, "watermark", projection.watermark());
    writeTime(json, "eventTimeReached", projection.eventTime());
    json.writeBooleanField("sealed", projection.isSealed());
    json.writeNumberField("lag", projection.lag());
    json.writeNumberField("results", projection.told());
    write(json, projection.counts());
    if (!projection.trouble().isEmpty()) {
      json.writeStringField("trouble", projection.trouble());
    }
    if (!projection.outdated().isEmpty()) {
      json.writeObjectFieldStart("outdated");
      for (Map.Entry<String, String> each : projection.outdated().entrySet()) {
        json.writeStringField(each.getKey(), each.getValue());
      }
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, ProjectionDefinition<?> definition)
      throws IOException {
    json.writeArrayFieldStart("sources");
    for (ProjectionInput<?> source : definition.sources()) {
      json.writeString(source.stream());
    }
    json.writeEndArray();
    List<String> tables =
        definition.sources().stream()
            .flatMap(source -> source.table().stream())
            .map(TableSource::log)
            .distinct()
            .toList();
    if (!tables.isEmpty()) {
      json.writeArrayFieldStart("lookups");
      for (String table : tables) {
        json.writeString(table);
      }
      json.writeEndArray();
    }
    ObjectNode windowing = JsonNodeFactory.instance.objectNode();
    WindowingWriter.write(definition.windowing(), windowing);
    for (var member : windowing.properties()) {
      json.writeFieldName(member.getKey());
      json.writeTree(member.getValue());
    }
  }

  private static void write(JsonGenerator json, Counts counts) throws IOException {
    json.writeObjectFieldStart("events");
    json.writeNumberField("read", counts.events());
    json.writeNumberField("skipped", counts.skipped());
    json.writeNumberField("rejected", counts.rejected());
    json.writeEndObject();
    json.writeObjectFieldStart("pairs");
    json.writeNumberField("all", counts.pairs());
    json.writeNumberField("included", counts.included());
    json.writeNumberField("late", counts.late());
    json.writeEndObject();
  }

  /** Where it is in its inputs, and its shards are in event time. */
  private static void writePlaces(JsonGenerator json, ProjectionStanding projection)
      throws IOException {
    json.writeArrayFieldStart("inputs");
    for (InputStanding input : projection.inputs()) {
      write(json, input);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("shards");
    for (ShardStanding shard : projection.shards()) {
      write(json, shard);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, InputStanding input) throws IOException {
    json.writeStartObject();
    json.writeStringField("stream", input.stream());
    json.writeNumberField("partition", input.partition());
    json.writeNumberField("next", input.next());
    json.writeNumberField("head", input.head());
    json.writeNumberField("lag", input.lag());
    writeTime(json, "eventTimeReached", input.eventTime());
    if (input.dropped() > 0) {
      json.writeNumberField("dropped", input.dropped());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ShardStanding shard) throws IOException {
    json.writeStartObject();
    json.writeNumberField("shard", shard.shard());
    writeTime(json, "watermark", shard.watermark());
    json.writeNumberField("results", shard.told());
    if (shard.retells()) {
      json.writeStringField("note", RETELLS);
    }
    if (!shard.trouble().isEmpty()) {
      json.writeStringField("trouble", shard.trouble());
    }
    json.writeEndObject();
  }

  private static void writeTime(JsonGenerator json, String name, long time) throws IOException {
    if (EventTimes.inRange(time)) {
      json.writeStringField(name, EventTimes.time(time).toString());
    }
  }

  /** Those of {@code shards} that do not go on, by projection, with the reason of the first. */
  public static JsonBody stalled(List<ShardProgress> shards) {
    SortedMap<String, List<ShardProgress>> stalled =
        shards.stream()
            .filter(shard -> !shard.trouble().isEmpty())
            .collect(
                Collectors.groupingBy(
                    ShardProgress::projection, TreeMap::new, Collectors.toList()));
    return json -> {
      json.writeStartArray();
      for (var projection : stalled.entrySet()) {
        json.writeStartObject();
        json.writeStringField("projection", projection.getKey());
        json.writeNumberField("shards", projection.getValue().size());
        json.writeStringField("reason", projection.getValue().getFirst().trouble());
        json.writeEndObject();
      }
      json.writeEndArray();
    };
  }

  static JsonBody declared(KeptProjection kept) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("name", kept.name());
      json.writeNumberField("version", kept.version());
      if (kept.definition() instanceof OverHttp(var declared)) {
        json.writeFieldName("declaration");
        ObjectNode document = ProjectionWriter.write(declared);
        DownstreamWriter.write(kept.downstream(), document);
        json.writeTree(document);
      }
      write(json, kept.projectionVersion());
      json.writeEndObject();
    };
  }

  private static void write(JsonGenerator json, ProjectionVersion version) throws IOException {
    json.writeObjectFieldStart("streams");
    json.writeStringField("results", version.results());
    json.writeStringField("late", version.late());
    json.writeStringField("rejected", version.rejected());
    json.writeEndObject();
  }

  static JsonBody verification(ProjectionVerification verification) {
    return json -> {
      json.writeStartObject();
      json.writeNumberField("results", verification.results());
      json.writeStringField("digest", verification.digest());
      json.writeStringField("rebuilt", verification.rebuilt());
      json.writeNumberField("late", verification.late());
      json.writeNumberField("lateRebuilt", verification.lateRebuilt());
      json.writeBooleanField("equal", verification.isEqual());
      json.writeEndObject();
    };
  }

  static JsonBody windows(WindowPage page, Optional<String> next) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("windows");
      for (String result : page.results()) {
        json.writeRawValue(result);
      }
      json.writeEndArray();
      if (next.isPresent()) {
        json.writeStringField("next", next.get());
      } else {
        json.writeNullField("next");
      }
      if (page.shard().isPresent()) {
        json.writeNumberField("shard", page.shard().get());
      }
      json.writeEndObject();
    };
  }
}
