package io.sillok.protocol.window;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Which windows there are. Sizes are from 1 ms to 10,000 days; aligned ones may begin elsewhere
 * than at 1970-01-01T00:00 ({@code offset}) and follow the clocks of a time zone.
 */
public sealed interface WindowSpec {

  /** How long a window lasts at least that has one event. */
  default Duration span() {
    return switch (this) {
      case Tumbling(Duration size, Duration offset, ZoneId zone) -> size;
      case Hopping(Duration size, Duration slide, Duration offset, ZoneId zone) -> size;
      case Cumulative(Duration size, Duration step, Duration offset, ZoneId zone) -> step;
      case Sliding(Duration size) -> size;
      case Session(Duration gap, Optional<Duration> longest) -> gap;
      case Global() -> Sizes.MOST;
    };
  }

  /** Windows with the same boundaries for all keys, made of {@link Panes}. */
  sealed interface Aligned extends WindowSpec permits Tumbling, Hopping, Cumulative {

    /** Where they begin, from 1970-01-01T00:00 on. */
    Duration offset();

    /** The time zone whose clocks they follow. */
    ZoneId zone();
  }

  /** Each time is in one window. */
  static Tumbling tumbling(Duration size) {
    return new Tumbling(size, Duration.ZERO, ZoneOffset.UTC);
  }

  /** A window of {@code size} begins every {@code slide}. */
  static Hopping hopping(Duration size, Duration slide) {
    return new Hopping(size, slide, Duration.ZERO, ZoneOffset.UTC);
  }

  /** Windows that begin together every {@code size}, and end after each {@code step} of it. */
  static Cumulative cumulative(Duration size, Duration step) {
    return new Cumulative(size, step, Duration.ZERO, ZoneOffset.UTC);
  }

  /** For each event the {@code size} before it, both ends included. */
  static Sliding sliding(Duration size) {
    return new Sliding(size);
  }

  /** Events of a key, each less than {@code gap} after the one before. */
  static Session session(Duration gap) {
    return new Session(gap, Optional.empty());
  }

  /** One window for everything. */
  static Global global() {
    return new Global();
  }

  /** Each time is in one window. */
  record Tumbling(Duration size, Duration offset, ZoneId zone) implements Aligned {
    public Tumbling {
      Sizes.check("size", size);
      Sizes.checkAligned(size, size, offset, zone);
    }

    /** The same, beginning elsewhere. */
    public Tumbling offset(Duration from) {
      return new Tumbling(size, from, zone);
    }

    /** The same by the clocks of {@code place}; for sizes of whole hours. */
    public Tumbling zone(ZoneId place) {
      return new Tumbling(size, offset, place);
    }
  }

  /**
   * A window of {@code size} begins every {@code slide}.
   *
   * @param slide up to the size
   */
  record Hopping(Duration size, Duration slide, Duration offset, ZoneId zone) implements Aligned {
    public Hopping {
      Sizes.check("size", size);
      Sizes.check("slide", slide);
      if (slide.compareTo(size) > 0) {
        throw new InvalidWindowException(
            "slide",
            "The slide must be at most the size of %s, but is %s; events between windows would be in none"
                .formatted(size, slide));
      }
      Sizes.checkAligned(size, slide, offset, zone);
    }

    /** The same, beginning elsewhere. */
    public Hopping offset(Duration from) {
      return new Hopping(size, slide, from, zone);
    }

    /** The same by the clocks of {@code place}; for sizes and slides of whole hours. */
    public Hopping zone(ZoneId place) {
      return new Hopping(size, slide, offset, place);
    }
  }

  /**
   * Windows that begin together every {@code size}, and end after each {@code step} of it.
   *
   * @param step a whole part of the size
   */
  record Cumulative(Duration size, Duration step, Duration offset, ZoneId zone) implements Aligned {
    public Cumulative {
      Sizes.check("size", size);
      Sizes.check("step", step);
      if (EventTimes.micros(size) % EventTimes.micros(step) != 0) {
        throw new InvalidWindowException(
            "step",
            "The size of %s must be a multiple of the step, but that is %s".formatted(size, step));
      }
      Sizes.checkAligned(size, step, offset, zone);
    }

    /** The same, beginning elsewhere. */
    public Cumulative offset(Duration from) {
      return new Cumulative(size, step, from, zone);
    }

    /** The same by the clocks of {@code place}; for sizes and steps of whole hours. */
    public Cumulative zone(ZoneId place) {
      return new Cumulative(size, step, offset, place);
    }
  }

  /**
   * For each event of a key the window {@code [time - size, time]}, both ends included; events of
   * the same time have the same one.
   */
  record Sliding(Duration size) implements WindowSpec {
    public Sliding {
      Sizes.check("size", size);
    }

    /** The window of an event at {@code time}. */
    public Window at(long time) {
      return new Window(time - EventTimes.micros(size), time + 1);
    }
  }

  /**
   * Events of a key, each less than {@code gap} after the one before. A session ends {@code gap}
   * after its last event; two that only touch stay two.
   *
   * @param longest a session is split rather than get longer; absent: it may
   */
  record Session(Duration gap, Optional<Duration> longest) implements WindowSpec {
    public Session {
      Sizes.check("gap", gap);
      longest.ifPresent(most -> {
        Sizes.check("longest", most);
        if (most.compareTo(gap) < 0) {
          throw new InvalidWindowException(
              "longest",
              "The longest session must be at least the gap of %s, but is %s".formatted(gap, most));
        }
      });
    }

    /** The same, split rather than longer than {@code most}. */
    public Session longest(Duration most) {
      return new Session(gap, Optional.of(most));
    }

    /** The session of an event at {@code time} alone. */
    public Window at(long time) {
      return new Window(time, time + EventTimes.micros(gap));
    }
  }

  /** One window for everything. */
  record Global() implements WindowSpec {}
}
