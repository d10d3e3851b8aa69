package io.sillok.node.window.definition.declared.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.window.definition.declared.Aggregation;
import io.sillok.node.window.definition.declared.DeclaredDownstream;
import io.sillok.node.window.definition.declared.DeclaredLookup;
import io.sillok.node.window.definition.declared.DeclaredSource;
import io.sillok.node.window.definition.declared.document.ReadProjection.Placed;
import io.sillok.protocol.window.InvalidWindowException;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.run.Windowing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Reads what is declared of a projection, and finds all that is wrong whatever streams there are.
 */
public final class ProjectionReader {

  private static final List<String> OF_SOURCE = List.of("stream", "filter", "key", "lookup");
  private static final List<String> OF_LOOKUP = List.of("stream", "key", "outOfOrderness");
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
          List.of(),
          Optional.empty(),
          new LinkedHashMap<>(),
          Collections.emptySortedMap(),
          faults.all());
    }
    Members document = found.get();
    document.allow("A projection", MEMBERS);
    List<Placed> sources = sources(document);
    Optional<Windowing> windowing = WindowingReader.read(document);
    SequencedMap<String, Aggregation> aggregates = AggregatesReader.read(document);
    SortedMap<Integer, DeclaredDownstream> downstream = DownstreamReader.read(document);
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
    if (!members.has("lookup")) {
      return stream.map(name ->
          new Placed(members.pointer(), new DeclaredSource(name, filter, key, Optional.empty())));
    }
    Optional<DeclaredLookup> lookup =
        members.object("lookup", "the table that is looked up").flatMap(ProjectionReader::lookup);
    return lookup.isEmpty() // then nobody knows what its expressions are about
        ? Optional.empty()
        : stream.map(
            name -> new Placed(members.pointer(), new DeclaredSource(name, filter, key, lookup)));
  }

  private static Optional<DeclaredLookup> lookup(Members members) {
    members.allow("A lookup", OF_LOOKUP);
    Optional<String> stream =
        members.requireText(
            "stream", "the name of a stream of kind entity that is looked up, such as customer");
    Optional<String> key =
        members.requireText(
            "key",
            "an expression in CEL over the event that gives the table's key, such as data.customerId");
    Optional<Duration> bound =
        members
            .requireDuration(
                "outOfOrderness",
                "how late a change of the table may come and count from its own time on, such as PT5S")
            .filter(time -> isBound(members, time));
    return stream.isPresent() && key.isPresent()
        ? Optional.of(new DeclaredLookup(stream.get(), key.get(), bound.orElse(Duration.ZERO)))
        : Optional.empty();
  }

  private static boolean isBound(Members members, Duration outOfOrderness) {
    try {
      Lateness.of(outOfOrderness);
      return true;
    } catch (InvalidWindowException invalid) {
      members.wrong("invalid-window", "outOfOrderness", String.valueOf(invalid.getMessage()));
      return false;
    }
  }
}
