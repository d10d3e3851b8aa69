package io.sillok.protocol.schema.declared;

import java.util.Optional;

/** What the key of an event may be, given with it or held by it. */
public final class EventKeys {

  private static final int LONGEST = 255;

  /** What is told of a key that is none. */
  public static final String RULE =
      "The event's key must have 1 to %d characters, none of them a control character"
          .formatted(LONGEST);

  private EventKeys() {}

  public static boolean isKey(String key) {
    return !key.isEmpty()
        && key.length() <= LONGEST
        && key.chars().noneMatch(Character::isISOControl);
  }

  /** Why an event that came with the key {@code given} cannot be one that holds {@code held}. */
  public static Optional<String> difference(
      Optional<String> given, Optional<String> held, Optional<FieldPath> path) {
    return held.isPresent() && given.isPresent() && !held.equals(given)
        ? Optional.of(
            "The event's key must be '%s', with which it came, but its field %s is '%s'"
                .formatted(given.get(), path.map(FieldPath::path).orElse(""), held.get()))
        : Optional.empty();
  }
}
