package io.sillok.loadtests.faults;

import io.sillok.loadtests.faults.cluster.Namespaces;
import io.sillok.loadtests.faults.fault.Fault;
import io.sillok.loadtests.faults.fault.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is asked for on the command line.
 *
 * @param quick whether one Cassandra on this machine is enough
 * @param named whether the faults were named: one that cannot strike is an error then
 * @param servers so many servers of Cassandra make the ring
 */
record Asked(List<Fault> faults, boolean quick, boolean named, int servers) {

  private static final int SERVERS = 3;

  Asked {
    faults = List.copyOf(faults);
  }

  /**
   * Reads {@code [--short] [--only FAULT,…] [--servers N]}.
   *
   * @throws IllegalArgumentException if it says something else
   */
  static Asked parse(List<String> words) {
    return parse(words, Namespaces::missing);
  }

  /**
   * The same where {@code noNamespaces} tells why there cannot be a ring of servers here.
   *
   * @throws IllegalArgumentException if it says something else, or asks for a ring that cannot be
   */
  static Asked parse(List<String> words, Supplier<Optional<String>> noNamespaces) {
    List<Fault> faults = Faults.ALL;
    boolean quick = false;
    boolean named = false;
    OptionalInt servers = OptionalInt.empty();
    for (int index = 0; index < words.size(); index++) {
      switch (words.get(index)) {
        case "--short" -> {
          quick = true;
          faults = named ? faults : Faults.SHORT;
        }
        case "--only" -> {
          index++;
          faults = named(index < words.size() ? words.get(index) : "");
          named = true;
        }
        case "--servers" -> {
          index++;
          servers = OptionalInt.of(servers(index < words.size() ? words.get(index) : ""));
        }
        default ->
            throw new IllegalArgumentException(usage("knows '%s' not".formatted(words.get(index))));
      }
    }
    if (servers.isPresent() && servers.getAsInt() > 1) {
      requireRing(servers.getAsInt(), quick, noNamespaces);
    }
    return new Asked(faults, quick, named, servers.orElse(SERVERS));
  }

  private static void requireRing(
      int servers, boolean quick, Supplier<Optional<String>> noNamespaces) {
    Optional<String> reason =
        quick ? Optional.of("--short has one Cassandra only") : noNamespaces.get();
    if (reason.isPresent()) {
      throw new IllegalArgumentException(
          "--servers %d cannot be. %s".formatted(servers, reason.get()));
    }
  }

  private static int servers(String word) {
    if (!word.matches("[1-5]")) {
      throw new IllegalArgumentException(usage("--servers takes 1 to 5, not '%s'".formatted(word)));
    }
    return Integer.parseInt(word);
  }

  private static List<Fault> named(String list) {
    List<Fault> named = new ArrayList<>();
    for (String name : list.split(",", -1)) {
      named.add(
          Faults.ALL.stream()
              .filter(fault -> fault.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException(usage("has no fault '%s'".formatted(name)))));
    }
    return named;
  }

  private static String usage(String complaint) {
    return Faults.ALL.stream()
        .map(fault -> "  %-18s %s".formatted(fault.name(), fault.description()))
        .collect(
            Collectors.joining(
                "\n",
                "load-tests/run faults %s. Usage: load-tests/run faults [--short] [--only FAULT,…] [--servers N], where FAULT is one of\n"
                    .formatted(complaint),
                ""));
  }
}
