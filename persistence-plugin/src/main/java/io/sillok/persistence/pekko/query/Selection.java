package io.sillok.persistence.pekko.query;

import io.sillok.persistence.LoggedEvent;
import java.util.function.Predicate;

/**
 * What a query takes from the logs that it reads.
 *
 * @param wanted the events of interest
 * @param latestIsEnough whether an event may be left out when a later one of its entity was read
 *     together with it
 */
public record Selection(Predicate<LoggedEvent> wanted, boolean latestIsEnough) {

  /** All events that are {@code wanted}. */
  public static Selection of(Predicate<LoggedEvent> wanted) {
    return new Selection(wanted, false);
  }

  /** The latest of each entity's events that are {@code wanted}, and perhaps earlier ones. */
  public static Selection latestOf(Predicate<LoggedEvent> wanted) {
    return new Selection(wanted, true);
  }
}
