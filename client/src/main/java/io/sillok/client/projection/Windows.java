package io.sillok.client.projection;

import io.sillok.client.http.UrlPath;
import java.time.Instant;
import java.util.Optional;

/**
 * Which windows of a projection to ask for.
 *
 * @param key only those of this key
 * @param from only those that end behind this time
 * @param to only those that end at this time or before
 * @param previews what windows hold by now that have results to come, instead of what was told
 */
public record Windows(
    Optional<String> key, Optional<Instant> from, Optional<Instant> to, boolean previews) {

  /** The last result of every window. */
  public static final Windows ALL =
      new Windows(Optional.empty(), Optional.empty(), Optional.empty(), false);

  /** The same, but only those of {@code one}. */
  public Windows key(String one) {
    return new Windows(Optional.of(one), from, to, previews);
  }

  /** The same, but only those that end behind {@code time}. */
  public Windows from(Instant time) {
    return new Windows(key, Optional.of(time), to, previews);
  }

  /** The same, but only those that end at {@code time} or before. */
  public Windows to(Instant time) {
    return new Windows(key, from, Optional.of(time), previews);
  }

  /**
   * What windows hold by now that have results to come: {@link ResultKind#PREVIEW}, not final, and
   * another each time. With {@link Projection#top} besides what other windows told.
   */
  public Windows open() {
    return new Windows(key, from, to, true);
  }

  UrlPath of(UrlPath windows) {
    UrlPath some = windows.with("key", key).with("from", from).with("to", to);
    return previews ? some.with("open", true) : some;
  }
}
