package io.sillok.client.event;

import java.time.Instant;

/** Where in a stream to begin; a {@link Position} is such a place, too. */
public sealed interface From permits Position, From.Start, From.End, From.Time {

  /** Before the first event. */
  From START = new Start();

  /** Behind the last event that is there now. */
  From END = new End();

  /** Before the first event that the log took at {@code instant} or later. */
  static From time(Instant instant) {
    return new Time(instant);
  }

  /** As nodes read it. */
  String text();

  /** See {@link From#START}. */
  record Start() implements From {
    @Override
    public String text() {
      return "start";
    }
  }

  /** See {@link From#END}. */
  record End() implements From {
    @Override
    public String text() {
      return "end";
    }
  }

  /** See {@link From#time}. */
  record Time(Instant instant) implements From {
    @Override
    public String text() {
      return instant.toString();
    }
  }
}
