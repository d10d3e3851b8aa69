package io.sillok.loadtests.faults.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Has a process see another time of day, which a file says and which can be changed while it runs,
 * by libfaketime. What it measures durations by stays as it is.
 */
public final class FakeClock {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/lib"), Path.of("/usr/local/lib"), Path.of("/usr/lib64"));
  private static final String LIBRARY = "libfaketimeMT.so.1";

  private FakeClock() {}

  /** What is missing here, as a sentence; empty if clocks can be moved. */
  public static Optional<String> missing() {
    return library().isPresent()
        ? Optional.empty()
        : Optional.of(
            "Clocks are moved by %s, which is missing (Debian: faketime)".formatted(LIBRARY));
  }

  /** Words before a command. */
  static List<String> before(Path clock) {
    Path library = library().orElseThrow();
    return List.of(
        "env",
        "LD_PRELOAD=" + library,
        "FAKETIME_TIMESTAMP_FILE=" + clock,
        "FAKETIME_CACHE_DURATION=1",
        "FAKETIME_DONT_FAKE_MONOTONIC=1",
        "DONT_FAKE_MONOTONIC=1",
        // Else each timed wait of Java ends at once, and its threads take a core for nothing:
        // https://github.com/wolfcw/libfaketime/issues/425.
        "FAKETIME_FORCE_MONOTONIC_FIX=0");
  }

  private static Optional<Path> library() {
    return PLACES.stream()
        .flatMap(FakeClock::below)
        .map(directory -> directory.resolve("faketime").resolve(LIBRARY))
        .filter(Files::exists)
        .findFirst();
  }

  /** {@code place} and, since Debian has a directory for each architecture, what is in it. */
  private static Stream<Path> below(Path place) {
    try (Stream<Path> inside = Files.list(place)) {
      return Stream.concat(Stream.of(place), inside.toList().stream());
    } catch (IOException notThere) {
      return Stream.empty();
    }
  }
}
