package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.JsonBody;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Takes the place of what live readers follow; then they are told so, and their reading ends.
 *
 * @param isThere whether it has done so
 * @param told what readers get as a last event, of type {@code superseded}
 */
public record Successor(BooleanSupplier isThere, JsonBody told) {

  private static final Duration LOOKED_EACH = Duration.ofSeconds(1);

  /** The same events, which end when the successor is there. */
  <T> Source<T, NotUsed> ending(Source<T, NotUsed> events) {
    return events
        .map(Optional::of)
        .merge(
            Source.tick(LOOKED_EACH, LOOKED_EACH, Optional.<T>empty())
                .takeWhile(tick -> !isThere.getAsBoolean()),
            true)
        .filter(Optional::isPresent)
        .map(Optional::get);
  }

  /** What comes behind the last event. */
  Source<ByteString, NotUsed> last() {
    return Source.lazySource(() ->
            isThere.getAsBoolean()
                ? Source.single(StreamFeeds.sent("event", "superseded", told))
                : Source.<ByteString>empty())
        .mapMaterializedValue(none -> NotUsed.getInstance());
  }
}
