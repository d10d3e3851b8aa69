package io.sillok.node.window.definition.declared.document;

import io.sillok.node.stream.filter.schema.Spelling;
import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.InvalidWindowException;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.run.Windowing;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads windows, how long they wait, and what they tell. */
final class WindowingReader {

  /** Those of the document that it reads. */
  static final List<String> MEMBERS =
      List.of("window", "outOfOrderness", "allowedLateness", "refinement", "emit");

  private static final List<String> KINDS =
      List.of("tumbling", "hopping", "cumulative", "sliding", "session", "global");
  private static final String INVALID = "invalid-window";
  private static final String A_SIZE = "how long a window is, such as PT1M";

  private WindowingReader() {}

  static Optional<Windowing> read(Members document) {
    Optional<WindowSpec> windows =
        document
            .object(
                "window",
                "which windows there are, such as {\"kind\": \"tumbling\", \"size\": \"PT1M\"}")
            .flatMap(WindowingReader::window);
    Optional<Lateness> lateness = lateness(document);
    Optional<Emit> emit = emit(document);
    return windows.isPresent() && lateness.isPresent() && emit.isPresent()
        ? Optional.of(new Windowing(windows.get(), lateness.get(), emit.get()))
        : Optional.empty();
  }

  private static Optional<WindowSpec> window(Members window) {
    Optional<String> kind =
        window.oneOf("kind", window.requireText("kind", String.join(", ", KINDS)), KINDS);
    return kind.flatMap(name ->
        switch (name) {
          case "tumbling" -> tumbling(window);
          case "hopping" -> hopping(window);
          case "cumulative" -> cumulative(window);
          case "sliding" -> sliding(window);
          case "session" -> session(window);
          default -> global(window);
        });
  }

  private static Optional<WindowSpec> tumbling(Members window) {
    window.allow("A tumbling window", List.of("kind", "size", "offset", "zone"));
    Optional<Duration> size = window.requireDuration("size", A_SIZE);
    Optional<Duration> offset = offset(window);
    Optional<ZoneId> zone = zone(window);
    return size.isPresent() && offset.isPresent() && zone.isPresent()
        ? valid(window, () -> new WindowSpec.Tumbling(size.get(), offset.get(), zone.get()))
        : Optional.empty();
  }

  private static Optional<WindowSpec> hopping(Members window) {
    window.allow("A hopping window", List.of("kind", "size", "slide", "offset", "zone"));
    Optional<Duration> size = window.requireDuration("size", A_SIZE);
    Optional<Duration> slide =
        window.requireDuration("slide", "how often a window begins, such as PT10S");
    Optional<Duration> offset = offset(window);
    Optional<ZoneId> zone = zone(window);
    return size.isPresent() && slide.isPresent() && offset.isPresent() && zone.isPresent()
        ? valid(
            window, () -> new WindowSpec.Hopping(size.get(), slide.get(), offset.get(), zone.get()))
        : Optional.empty();
  }

  private static Optional<WindowSpec> cumulative(Members window) {
    window.allow("A cumulative window", List.of("kind", "size", "step", "offset", "zone"));
    Optional<Duration> size = window.requireDuration("size", A_SIZE);
    Optional<Duration> step =
        window.requireDuration("step", "how often a window ends, such as PT10S");
    Optional<Duration> offset = offset(window);
    Optional<ZoneId> zone = zone(window);
    return size.isPresent() && step.isPresent() && offset.isPresent() && zone.isPresent()
        ? valid(
            window,
            () -> new WindowSpec.Cumulative(size.get(), step.get(), offset.get(), zone.get()))
        : Optional.empty();
  }

  private static Optional<WindowSpec> sliding(Members window) {
    window.allow("A sliding window", List.of("kind", "size"));
    return window
        .requireDuration("size", A_SIZE)
        .flatMap(size -> valid(window, () -> new WindowSpec.Sliding(size)));
  }

  private static Optional<WindowSpec> session(Members window) {
    window.allow("A session window", List.of("kind", "gap", "longest"));
    Optional<Duration> gap =
        window.requireDuration("gap", "after how long without an event it ends, such as PT30M");
    Optional<Duration> longest = window.duration("longest");
    return gap.isPresent() && longest.isPresent() == window.has("longest")
        ? valid(window, () -> new WindowSpec.Session(gap.get(), longest))
        : Optional.empty();
  }

  private static Optional<WindowSpec> global(Members window) {
    window.allow("A global window", List.of("kind"));
    return Optional.of(new WindowSpec.Global());
  }

  /** Empty if it is wrong. */
  private static Optional<Duration> offset(Members window) {
    return window.has("offset") ? window.duration("offset") : Optional.of(Duration.ZERO);
  }

  /** Empty if it is wrong. */
  private static Optional<ZoneId> zone(Members window) {
    return window.has("zone")
        ? window.text("zone").flatMap(name -> zone(window, name))
        : Optional.of(ZoneOffset.UTC);
  }

  private static Optional<ZoneId> zone(Members window, String name) {
    if (!ZoneId.getAvailableZoneIds().contains(name)) {
      window.wrong(
          "out-of-range",
          "zone",
          "must be the name of a time zone by IANA, such as Europe/Amsterdam or UTC%s"
              .formatted(
                  Spelling.closest(name, ZoneId.getAvailableZoneIds())
                      .map("; did you mean %s?"::formatted)
                      .orElse("")));
      return Optional.empty();
    }
    ZoneId zone = ZoneId.of(name);
    return Optional.of(zone.normalized().equals(ZoneOffset.UTC) ? ZoneOffset.UTC : zone);
  }

  private static Optional<WindowSpec> valid(Members window, Supplier<WindowSpec> made) {
    try {
      return Optional.of(made.get());
    } catch (InvalidWindowException invalid) {
      window.wrong(INVALID, invalid.member(), String.valueOf(invalid.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<Lateness> lateness(Members document) {
    Optional<Duration> outOfOrderness =
        document
            .requireDuration(
                "outOfOrderness",
                "how much later than a later event one may come and be in time, such as PT10S; it depends on the events, so there is no usual one")
            .filter(bound -> isBound(document, bound, Duration.ZERO, Optional.empty()));
    Optional<Duration> allowed =
        document
            .requireDuration(
                "allowedLateness",
                "how much later than that an event may come and change a result, such as PT0S; it depends on the events, so there is no usual one")
            .filter(bound -> isBound(document, Duration.ZERO, bound, Optional.empty()));
    Optional<Duration> refinement =
        document
            .duration("refinement")
            .filter(every -> isBound(document, Duration.ZERO, Duration.ZERO, Optional.of(every)));
    return outOfOrderness.isPresent()
            && allowed.isPresent()
            && refinement.isPresent() == document.has("refinement")
        ? Optional.of(new Lateness(outOfOrderness.get(), allowed.get(), refinement))
        : Optional.empty();
  }

  /** One at a time, so that all that are wrong are told. */
  private static boolean isBound(
      Members document, Duration outOfOrderness, Duration allowed, Optional<Duration> refinement) {
    try {
      Lateness valid = new Lateness(outOfOrderness, allowed, refinement);
      return valid.refinement().equals(refinement);
    } catch (InvalidWindowException invalid) {
      document.wrong(INVALID, invalid.member(), String.valueOf(invalid.getMessage()));
      return false;
    }
  }

  /** Empty if it is wrong. */
  private static Optional<Emit> emit(Members document) {
    Optional<Emit> emit =
        document.has("emit")
            ? document
                .oneOf("emit", document.text("emit"), List.of("final", "updates"))
                .map(name -> Emit.valueOf(name.toUpperCase(Locale.ROOT)))
            : Optional.of(Emit.FINAL);
    if (emit.filter(Emit.FINAL::equals).isPresent() && document.has("refinement")) {
      document.wrong(
          INVALID,
          "refinement",
          "does nothing where a window tells its final result alone; leave it out, or set emit to updates");
    }
    return emit;
  }
}
