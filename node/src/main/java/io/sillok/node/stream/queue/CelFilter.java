package io.sillok.node.stream.queue;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.filter.EventFilter;
import io.sillok.node.stream.filter.FilterFailureException;
import io.sillok.node.stream.filter.FilteredEvent;
import io.sillok.node.stream.filter.InvalidFilterException;
import org.jspecify.annotations.Nullable;

/** A filter in CEL, compiled for each version of the stream's definition that events come in. */
public final class CelFilter implements QueueFilter {

  private final String expression;
  private volatile @Nullable Compiled compiled;

  private CelFilter(String expression) {
    this.expression = expression;
  }

  /**
   * The filter for a version of the definition.
   *
   * @param filter null if it does not fit
   * @param misfit why it does not
   */
  private record Compiled(long fingerprint, @Nullable EventFilter filter, String misfit) {}

  /** The filter that {@code settings} have. */
  public static QueueFilter of(QueueSettings settings) {
    return settings.filter().<QueueFilter>map(CelFilter::new).orElse(QueueFilter.ALL);
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
    Compiled compiledFor = compiled(stream);
    EventFilter filter = compiledFor.filter();
    if (filter == null) {
      return new Verdict.Unanswered(
          "The queue's filter does not fit the stream any more, change one of them: "
              + compiledFor.misfit());
    }
    try {
      return filter.test(filtered) ? new Verdict.Wanted() : new Verdict.Unwanted();
    } catch (FilterFailureException unanswered) {
      return new Verdict.Unanswered(
          "The queue's filter has no answer for the event, change it: " + unanswered.reason());
    }
  }

  private Compiled compiled(StreamDefinition stream) {
    Compiled last = compiled;
    if (last == null || last.fingerprint() != stream.fingerprint()) {
      last = compile(stream);
      compiled = last;
    }
    return last;
  }

  private Compiled compile(StreamDefinition stream) {
    try {
      EventFilter filter = EventFilter.compile(expression, stream.schema());
      return new Compiled(stream.fingerprint(), filter, "");
    } catch (InvalidFilterException misfit) {
      return new Compiled(stream.fingerprint(), null, String.valueOf(misfit.getMessage()));
    }
  }
}
