package io.sillok.node.window.definition.declared.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.stream.EventDecoder;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.filter.EventFilter;
import io.sillok.node.stream.filter.EventKey;
import io.sillok.node.stream.filter.FilterFailureException;
import io.sillok.node.stream.filter.FilteredEvent;
import io.sillok.node.stream.input.Defect;
import io.sillok.node.stream.input.InputDecoder;
import io.sillok.node.window.definition.ProjectionInput;
import io.sillok.node.window.definition.declared.telling.Told;
import io.sillok.node.window.lookup.TableSource;
import io.sillok.node.window.lookup.TableView;
import io.sillok.node.window.lookup.TableWait;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LoggedEvent;
import io.sillok.protocol.projection.CompositeKey;
import io.sillok.protocol.projection.ProjectionSource;
import io.sillok.protocol.schema.CodecException;
import io.sillok.protocol.schema.declared.EventKeys;
import io.sillok.protocol.window.EventTimes;
import java.util.List;
import java.util.Optional;

/** A stream that a declared projection reads: its events are their JSON. */
final class DeclaredInput implements ProjectionInput<JsonNode> {

  private final StreamDefinition stream;
  private final Optional<EventFilter> filter;
  private final Optional<List<EventKey>> key;
  private final Optional<CheckedLookup> lookup;
  private final List<Told> told;
  private final EventDecoder decoder;
  private final StreamPosition nowhere;

  /**
   * @param told what is aggregated
   */
  DeclaredInput(CheckedSource source, List<Told> told, EventDecoder decoder) {
    stream = source.stream();
    filter = source.filter();
    key = source.key();
    lookup = source.lookup();
    this.told = List.copyOf(told);
    this.decoder = decoder;
    nowhere = StreamPosition.start(stream.name());
  }

  @Override
  public StreamDefinition definition() {
    return stream;
  }

  @Override
  public boolean isByStreamKey() {
    return key.isEmpty() && stream instanceof StreamDefinition.Declared;
  }

  @Override
  public boolean isOf(LoggedEvent event) {
    return EventDecoder.isOf(stream, event);
  }

  @Override
  public Optional<TableSource> table() {
    return lookup.map(CheckedLookup::source);
  }

  @Override
  public Read<JsonNode> read(IndexedEvent event, TableView table) {
    try {
      StreamEvent decoded = decoder.event(stream, event, nowhere);
      return decoded.data().isNull() ? new Read.Skipped<>() : read(decoded, table);
    } catch (FilterFailureException undecided) {
      return new Read.Rejected<>(
          "%s has no value for it: %s".formatted(undecided.expression(), undecided.reason()));
    } catch (CodecException unreadable) {
      if (InputDecoder.isOutage(unreadable)) {
        throw unreadable;
      }
      return new Read.Rejected<>("It cannot be read: " + unreadable.getMessage());
    } catch (Throwable thrown) {
      return new Read.Rejected<>("It cannot be read: " + new Defect(thrown).reason());
    }
  }

  private Read<JsonNode> read(StreamEvent event, TableView table) {
    if (lookup.isEmpty()) {
      return read(event, event.data());
    }
    String about = lookup.get().key().of(asked(event, event.data())).toString();
    if (!EventKeys.isKey(about)) {
      return new Read.Rejected<>(
          "Its key in %s is '%s': %s"
              .formatted(lookup.get().table().name(), shown(about), EventKeys.RULE));
    }
    return switch (table.find(about, EventTimes.micros(event.time()))) {
      case TableView.Unknown(TableWait until) -> new Read.Waiting<>(until);
      case TableView.Known(Optional<IndexedEvent> change) ->
          read(event, enriched(event.data(), change, lookup.get().table()));
    };
  }

  private JsonNode enriched(JsonNode event, Optional<IndexedEvent> change, Declared table) {
    JsonNode value =
        change
            .map(found -> decoder.event(table, found, StreamPosition.start(table.name())).data())
            .orElse(NullNode.getInstance());
    if (value.isNull()) {
      return event;
    }
    ObjectNode enriched = event.deepCopy();
    enriched.set(EnrichedSchema.FIELD, value);
    return enriched;
  }

  private FilteredEvent asked(StreamEvent event, JsonNode data) {
    return new FilteredEvent(
        stream.name(),
        event.key(),
        event.time(),
        event.appendedAt(),
        event.partition(),
        event.offset(),
        data);
  }

  private Read<JsonNode> read(StreamEvent event, JsonNode data) {
    FilteredEvent asked = asked(event, data);
    if (filter.isPresent() && !filter.get().test(asked)) {
      return new Read.Skipped<>();
    }
    String about = key(asked);
    if (!EventKeys.isKey(about)) {
      return new Read.Rejected<>("Its key is '%s': %s".formatted(shown(about), EventKeys.RULE));
    }
    return objection(data)
        .<Read<JsonNode>>map(Read.Rejected::new)
        .orElseGet(() -> new Read.Counted<>(about, data));
  }

  private String key(FilteredEvent event) {
    if (key.isEmpty()) {
      return event.key().orElse("");
    }
    List<EventKey> parts = key.get();
    return switch (parts.size()) {
      case 0 -> ProjectionSource.ALL;
      case 1 -> parts.getFirst().of(event).toString();
      default -> CompositeKey.of(parts.stream().map(part -> part.of(event)).toArray());
    };
  }

  private static String shown(String key) {
    return key.length() <= 60 ? key : key.substring(0, 60) + "…";
  }

  private Optional<String> objection(JsonNode event) {
    for (Told each : told) {
      Optional<String> objection = each.objection().apply(event);
      if (objection.isPresent()) {
        return objection;
      }
    }
    return Optional.empty();
  }
}
