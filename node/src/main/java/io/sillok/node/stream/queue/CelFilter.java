package io.sillok.node.stream.queue;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.filter.EventFilter;
import io.sillok.node.stream.filter.FilterFailureException;
import io.sillok.node.stream.filter.FilteredEvent;
import io.sillok.node.stream.filter.OutdatedFilterException;
import org.jspecify.annotations.Nullable;

/** A filter in CEL, compiled for each version of the stream's definition that events come in. */
public final class CelFilter implements QueueFilter {

  private final String expression;
  private volatile @Nullable Compiled compiled;

  private CelFilter(String expression) {
    this.expression = expression;
  }

  private record Compiled(long fingerprint, EventFilter filter) {}

  /** The filter that {@code settings} have. */
  public static QueueFilter of(QueueSettings settings) {
    return settings.filter().<QueueFilter>map(CelFilter::new).orElse(QueueFilter.ALL);
  }

  /**
   * Does nothing, if the filter that {@code settings} have fits {@code stream}.
   *
   * @throws io.sillok.node.stream.filter.InvalidFilterException saying all that is wrong
   */
  public static void check(QueueSettings settings, StreamDefinition stream) {
    settings.filter().ifPresent(filter -> EventFilter.compile(filter, stream.schema()));
  }

  @Override
  public Verdict verdict(StreamDefinition stream, StreamEvent event) {
    FilteredEvent filtered =
        new FilteredEvent(
            stream.name(),
            event.key(),
            event.time(),
            event.appendedAt(),
            event.partition(),
            event.offset(),
            event.data());
    try {
      return filter(stream).test(filtered) ? new Verdict.Wanted() : new Verdict.Unwanted();
    } catch (FilterFailureException unanswered) {
      return new Verdict.Unanswered(unanswered.reason());
    } catch (OutdatedFilterException outdated) {
      return new Verdict.Unanswered(String.valueOf(outdated.getMessage()));
    }
  }

  private EventFilter filter(StreamDefinition stream) {
    Compiled last = compiled;
    if (last == null || last.fingerprint() != stream.fingerprint()) {
      last =
          new Compiled(
              stream.fingerprint(),
              OutdatedFilterException.compile(expression, stream.name(), stream.schema()));
      compiled = last;
    }
    return last.filter();
  }
}
