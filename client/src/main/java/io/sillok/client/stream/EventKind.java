package io.sillok.client.stream;

import io.sillok.client.failure.UnexpectedAnswerException;
import java.util.Locale;

/** What events of a stream have to do with keys. */
public enum EventKind {
  /** They have none. */
  UNKEYED,
  /** Each belongs to a key; those of a key are in order. */
  KEYED,
  /** Each carries the whole current value of its key, so the stream is a table, too. */
  ENTITY;

  /** As nodes write it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static EventKind of(String text) {
    for (EventKind kind : values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    throw new UnexpectedAnswerException("There is no kind of events '%s'".formatted(text), null);
  }
}
