package io.sillok.protocol.projection;

import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.aggregate.Aggregate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A projection: which events it reads, its windows, and what it tells of them. Its results are the
 * stream {@code projection-NAME}, and follow from the logs alone: whenever, wherever and how often
 * they are made, they are the same.
 *
 * @param name in kebab case, such as {@code revenue-per-minute}; up to 35 characters
 * @param sources the streams that it reads, at least one
 * @param lateness how long windows wait; what that should be depends on the events, so it must be
 *     said
 * @param result the record that {@code aggregate} tells
 * @param downstream what is done with results, beside that they are a stream
 * @param revision another number has all results made anew, as a new version of the projection;
 *     raise it when functions change
 * @param <E> what it aggregates
 * @param <R> what is told of a window
 */
public record ProjectionType<E, R>(
    String name,
    List<ProjectionSource<?, E>> sources,
    WindowSpec windows,
    Lateness lateness,
    Emit emit,
    Class<R> result,
    Aggregate<E, ?, R> aggregate,
    List<Downstream<R>> downstream,
    int revision) {

  private static final int FIRST_REVISION = 1;

  public ProjectionType {
    requireGiven(name, "name", name);
    requireGiven(name, "sources", sources);
    for (ProjectionSource<?, E> source : sources) {
      requireGiven(name, "sources", source);
    }
    requireGiven(name, "windows", windows);
    requireGiven(name, "lateness", lateness);
    requireGiven(name, "emit", emit);
    requireGiven(name, "result", result);
    requireGiven(name, "aggregate", aggregate);
    requireGiven(name, "downstream", downstream);
    for (Downstream<R> each : downstream) {
      requireGiven(name, "downstream", each);
    }
    downstream = List.copyOf(downstream);
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException(
          "Projection %s has no sources; name the stream that it reads".formatted(name));
    }
  }

  /** A constant that is used before it was set is null. */
  private static void requireGiven(String name, String part, @Nullable Object given) {
    if (given == null) {
      throw new IllegalArgumentException(
          "%s of projection %s must be given, but is null or holds null; is a constant used before it was set?"
              .formatted(part, name));
    }
  }

  /** A projection of one stream that tells each window once, in its first revision. */
  public static <E, R> ProjectionType<E, R> of(
      String name,
      ProjectionSource<?, E> source,
      WindowSpec windows,
      Lateness lateness,
      Class<R> result,
      Aggregate<E, ?, R> aggregate) {
    return ofAll(name, List.of(source), windows, lateness, result, aggregate);
  }

  /** As {@link #of}, of several streams. */
  public static <E, R> ProjectionType<E, R> ofAll(
      String name,
      List<ProjectionSource<?, E>> sources,
      WindowSpec windows,
      Lateness lateness,
      Class<R> result,
      Aggregate<E, ?, R> aggregate) {
    return new ProjectionType<>(
        name, sources, windows, lateness, Emit.FINAL, result, aggregate, List.of(), FIRST_REVISION);
  }

  /** The same, telling these results of each window. */
  public ProjectionType<E, R> emit(Emit results) {
    return new ProjectionType<>(
        name, sources, windows, lateness, results, result, aggregate, downstream, revision);
  }

  /** The same, with this done with results, too. */
  public ProjectionType<E, R> downstream(Downstream<R> next) {
    List<Downstream<R>> all = new ArrayList<>(downstream);
    all.add(next);
    return new ProjectionType<>(
        name, sources, windows, lateness, emit, result, aggregate, all, revision);
  }

  /** The same in another revision. */
  public ProjectionType<E, R> revision(int number) {
    return new ProjectionType<>(
        name, sources, windows, lateness, emit, result, aggregate, downstream, number);
  }
}
