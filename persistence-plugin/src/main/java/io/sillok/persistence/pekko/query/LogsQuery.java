package io.sillok.persistence.pekko.query;

import io.sillok.persistence.LogId;
import io.sillok.persistence.PartitionLog.LogState;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.persistence.pekko.query.LogsPages.Emitted;
import io.sillok.persistence.reader.InTurns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.function.Creator;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * Queries over many logs. An event's offset is a {@link Position}: a query that begins with it goes
 * on exactly behind it, without a gap and without a repetition.
 */
public final class LogsQuery {

  private static final int STATES_AT_ONCE = 32;
  private static final Emitted<PlacedEvent> EVENTS =
      new Emitted<>(event -> event, end -> Optional.empty());
  private static final Emitted<Passed> EVENTS_AND_PLACES =
      new Emitted<>(event -> event, end -> Optional.of(new PassedPlace(end)));

  private final SillokPersistence persistence;
  private final QuerySettings settings;

  public LogsQuery(SillokPersistence persistence, QuerySettings settings) {
    this.persistence = persistence;
    this.settings = settings;
  }

  /**
   * What {@code selection} wants behind {@code offset}, and then what comes; it does not end.
   *
   * @param offset as {@link Position#from} takes it
   */
  public Source<PlacedEvent, NotUsed> live(LogScope scope, Selection selection, Offset offset) {
    return source(scope, selection, Position.from(offset), EVENTS, null);
  }

  /**
   * As {@link #live}, but also says how far it has come, from time to time and at the end of what
   * is there, so that whoever wants little of much knows what need not be read again.
   */
  public Source<Passed, NotUsed> livePassing(LogScope scope, Selection selection, Offset offset) {
    return source(scope, selection, Position.from(offset), EVENTS_AND_PLACES, null);
  }

  /** As {@link #live}, but ends at what were the heads of the logs when it began. */
  public Source<PlacedEvent, NotUsed> current(LogScope scope, Selection selection, Offset offset) {
    Position start = Position.from(offset);
    return lazily(
        () -> states(scope).thenApply(states -> between(scope, selection, start, heads(states))));
  }

  /** What {@code selection} wants from {@code start} to {@code ends}, where blocks begin. */
  Source<PlacedEvent, NotUsed> between(
      LogScope scope, Selection selection, Position start, Map<LogId, Long> ends) {
    return source(scope, selection, start, EVENTS, ends);
  }

  /** The states of the logs that hold something. */
  CompletionStage<List<LogState>> states(LogScope scope) {
    return scope
        .present(persistence.store())
        .thenCompose(
            logs -> InTurns.of(logs, STATES_AT_ONCE, log -> persistence.store().log(log).state()))
        .thenApply(states -> states.stream().flatMap(Optional::stream).toList());
  }

  static Map<LogId, Long> heads(List<LogState> states) {
    return states.stream().collect(Collectors.toMap(LogState::log, LogState::head));
  }

  /** The source that {@code made} makes anew each time that it is run. */
  static <T> Source<T, NotUsed> lazily(Creator<CompletionStage<Source<T, NotUsed>>> made) {
    return Source.lazyCompletionStageSource(made)
        .mapMaterializedValue(ignored -> NotUsed.getInstance());
  }

  private <T> Source<T, NotUsed> source(
      LogScope scope,
      Selection selection,
      Position start,
      Emitted<T> emitted,
      @Nullable Map<LogId, Long> ends) {
    return Source.fromGraph(
        new PagedSource<>(
            start, () -> new LogsPages<>(persistence, scope, selection, settings, emitted, ends)));
  }
}
