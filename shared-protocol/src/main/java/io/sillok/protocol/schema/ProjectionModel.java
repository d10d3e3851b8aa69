package io.sillok.protocol.schema;

import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.projection.Downstream;
import io.sillok.protocol.projection.ProjectionSource;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.projection.SourceRecord;
import io.sillok.protocol.schema.shape.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * A projection that was checked: how it reads its events and tells its results.
 *
 * @param sources in the order of the projection's
 * @param avro of results
 * @param json of results
 */
public record ProjectionModel<E, R>(
    ProjectionType<E, R> type,
    List<SourceModel<?, E>> sources,
    AvroCodec<R> avro,
    JsonCodec<R> json) {

  private static final int LONGEST_NAME = 35;

  /** The longest name of a downstream, in characters. */
  public static final int LONGEST_DOWNSTREAM = 40;

  public ProjectionModel {
    sources = List.copyOf(sources);
  }

  /**
   * How the events of a stream are read.
   *
   * @param record of what the source's functions get
   */
  public record SourceModel<S, E>(ProjectionSource<S, E> source, SourceRecordModel<S> record) {

    private static <S, E> SourceModel<S, E> of(ProjectionSource<S, E> source) {
      return new SourceModel<>(source, SourceRecordModel.of(source.record()));
    }
  }

  /**
   * Checks {@code type} by itself.
   *
   * @throws InvalidModuleException naming the projection or the class, and why, if it cannot run
   */
  public static <E, R> ProjectionModel<E, R> of(ProjectionType<E, R> type) {
    if (!Names.isKebab(type.name()) || type.name().length() > LONGEST_NAME) {
      throw new InvalidModuleException(
          "Projection '%s' has a name that is not kebab case of up to %d characters; name it like revenue-per-minute"
              .formatted(type.name(), LONGEST_NAME));
    }
    if (!type.result().isRecord()) {
      throw invalid(
          type,
          "tells %s, which is no record; give it a record of what it tells"
              .formatted(Names.of(type.result())));
    }
    List<SourceModel<?, E>> sources = new ArrayList<>();
    for (ProjectionSource<?, E> source : type.sources()) {
      requireStream(type, source.stream());
      requireRecord(type, "events", source.record().event());
      if (source.record() instanceof SourceRecord.Enriched<?, ?, ?> enriched) {
        requireStream(type, enriched.lookup().stream());
        requireRecord(type, "values of a table", enriched.lookup().value());
      }
      sources.add(SourceModel.of(source));
    }
    requireDownstream(type);
    return new ProjectionModel<>(
        type, sources, AvroCodec.of(type.result()), JsonCodec.of(type.result()));
  }

  private static void requireStream(ProjectionType<?, ?> type, String stream) {
    if (!StreamNames.isStream(stream)) {
      throw invalid(type, StreamNames.refusal(stream));
    }
  }

  private static void requireRecord(ProjectionType<?, ?> type, String what, Class<?> read) {
    if (!read.isRecord()) {
      throw invalid(
          type,
          "reads %s into %s, which is no record; give it a record of the fields that it needs"
              .formatted(what, Names.of(read)));
    }
  }

  private static void requireDownstream(ProjectionType<?, ?> type) {
    Set<String> names = new HashSet<>();
    for (Downstream<?> downstream : type.downstream()) {
      String name = downstream.name();
      if (!Names.isKebab(name) || name.length() > LONGEST_DOWNSTREAM) {
        throw invalid(
            type,
            "has a downstream '%s', whose name is not kebab case of up to %d characters; name it like order-supplies"
                .formatted(name, LONGEST_DOWNSTREAM));
      }
      if (!names.add(name)) {
        throw invalid(type, "has two downstreams named %s; name them differently".formatted(name));
      }
    }
  }

  /**
   * Refuses a stream that cannot be read.
   *
   * @param stream among the sources, or looked up
   * @param present definition of its events
   * @throws InvalidModuleException naming the field, and why
   */
  public void requireReadable(String stream, Schema present) {
    for (SourceModel<?, E> source : sources) {
      if (source.source().stream().equals(stream)) {
        requireReadable(stream, source.source().record().event(), source.record().event(), present);
      }
      if (source.record() instanceof SourceRecordModel.Enriched<?, ?, ?> enriched
          && enriched.record().lookup().stream().equals(stream)) {
        requireReadable(stream, enriched.record().lookup().value(), enriched.value(), present);
      }
    }
  }

  private void requireReadable(String stream, Class<?> read, AvroCodec<?> reader, Schema present) {
    reader
        .unreadable(present)
        .ifPresent(why -> {
          throw invalid(
              type,
              "cannot read the events of %s into %s: %s".formatted(stream, Names.of(read), why));
        });
  }

  /**
   * Refuses to look up a stream that is no table.
   *
   * @param kind of {@code stream}
   * @throws InvalidModuleException if it is looked up, and has no value for each key
   */
  void requireTable(String stream, EventKind kind) {
    boolean isLookedUp =
        sources.stream().anyMatch(each -> each.record().table().filter(stream::equals).isPresent());
    if (isLookedUp && kind != EventKind.ENTITY) {
      throw invalid(
          type,
          "looks up %s, which is no table, for it is of kind %s; look up a declared stream of kind entity"
              .formatted(stream, kind.name().toLowerCase(Locale.ROOT)));
    }
  }

  private static InvalidModuleException invalid(ProjectionType<?, ?> type, String why) {
    return new InvalidModuleException("Projection %s %s".formatted(type.name(), why));
  }
}
