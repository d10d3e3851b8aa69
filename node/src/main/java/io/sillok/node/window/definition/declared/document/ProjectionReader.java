package io.sillok.node.window.definition.declared.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.window.definition.declared.Aggregation;
import io.sillok.node.window.definition.declared.DeclaredDownstream;
import io.sillok.node.window.definition.declared.DeclaredSource;
import io.sillok.node.window.definition.declared.document.ReadProjection.Placed;
import io.sillok.protocol.window.run.Windowing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Reads what is declared of a projection, and finds all that is wrong whatever streams there are.
 */
public final class ProjectionReader {

  private static final List<String> OF_SOURCE = List.of("stream", "filter", "key");
  private static final List<String> MEMBERS =
      Stream.of(
              OF_SOURCE,
              List.of("sources"),
              WindowingReader.MEMBERS,
              List.of("aggregates", DownstreamReader.MEMBER))
          .flatMap(List::stream)
          .toList();
  private static final int MOST_SOURCES = 10;
  private static final int MOST_KEYS = 10;

  private final Faults faults = new Faults();

  private ProjectionReader() {}

  public static ReadProjection read(JsonNode document) {
    return new ProjectionReader().readAll(document);
  }

  private ReadProjection readAll(JsonNode json) {
    Optional<Members> found = Members.of(json, "", faults);
    if (found.isEmpty()) {
      return new ReadProjection(
          List.of(), Optional.empty(), new LinkedHashMap<>(), List.of(), faults.all());
    }
    Members document = found.get();
    document.allow("A projection", MEMBERS);
    List<Placed> sources = sources(document);
    Optional<Windowing> windowing = WindowingReader.read(document);
    SequencedMap<String, Aggregation> aggregates = AggregatesReader.read(document);
    List<DeclaredDownstream> downstream = DownstreamReader.read(document);
    return new ReadProjection(sources, windowing, aggregates, downstream, faults.all());
  }

  private List<Placed> sources(Members document) {
    if (!document.has("sources")) {
      return source(document).stream().toList();
    }
    for (String member : OF_SOURCE) {
      if (document.has(member)) {
        document.wrong(
            "out-of-range", member, "stands beside sources; write it into each of them instead");
      }
    }
    JsonNode list = document.json().get("sources");
    if (!list.isArray() || list.isEmpty() || list.size() > MOST_SOURCES) {
      document.wrong(
          list.isArray() ? "out-of-range" : "wrong-type",
          "sources",
          "must be a list of 1 to %d sources, each such as {\"stream\": \"page-viewed\"}"
              .formatted(MOST_SOURCES));
      return List.of();
    }
    List<Placed> sources = new ArrayList<>();
    for (int index = 0; index < list.size(); index++) {
      Members.of(list.get(index), document.at("sources") + "/" + index, faults)
          .ifPresent(members -> {
            members.allow("A source", OF_SOURCE);
            source(members).ifPresent(sources::add);
          });
    }
    return sources;
  }

  private static Optional<Placed> source(Members members) {
    Optional<String> stream =
        members.requireText("stream", "the name of the stream that is read, such as page-viewed");
    Optional<String> filter = members.text("filter");
    Optional<List<String>> key = members.texts("key", MOST_KEYS);
    return stream.map(name -> new Placed(members.pointer(), new DeclaredSource(name, filter, key)));
  }
}
