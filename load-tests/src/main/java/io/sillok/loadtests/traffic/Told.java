package io.sillok.loadtests.traffic;

import io.sillok.loadtests.faults.check.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What users asked for and were told, as Gatling's process wrote it: a line each, its words between
 * tabs.
 */
final class Told {

  private final Map<String, Cart> carts = new TreeMap<>();
  private final Set<String> appendsAsked = new HashSet<>();
  private final Map<String, Place> appended = new HashMap<>();
  private final Set<Place> acksAsked = new HashSet<>();
  private final Set<Place> acked = new HashSet<>();
  private final Map<String, Long> later = new TreeMap<>();

  /** A cart's commands. */
  static final class Cart {
    private long asked;
    private final List<Long> accepted = new ArrayList<>();

    /** So many were sent, at least once. */
    long asked() {
      return asked;
    }

    /** The sequence numbers that were told. */
    List<Long> accepted() {
      return accepted;
    }
  }

  /**
   * Reads what was written.
   *
   * @throws IOException if that is not as it should be
   */
  static Told read(Path file) throws IOException {
    Told told = new Told();
    try (Stream<String> lines = Files.lines(file)) {
      for (String line : (Iterable<String>) lines::iterator) {
        told.take(line);
      }
    }
    return told;
  }

  private void take(String line) throws IOException {
    String[] words = line.split("\t", -1);
    switch (words[0]) {
      case "command-asked" -> cart(words[1]).asked++;
      case "command-accepted" -> cart(words[1]).accepted.add(Long.valueOf(words[2]));
      case "append-asked" -> appendsAsked.add(words[1]);
      case "appended" -> appended.put(words[1], place(words[2], words[3]));
      case "ack-asked" -> acksAsked.add(place(words[1], words[2]));
      case "acked" -> acked.add(place(words[1], words[2]));
      case "later" -> later.merge("%s of %s".formatted(words[2], words[1]), 1L, Long::sum);
      default -> throw new IOException("Nobody knows what is told by: " + line);
    }
  }

  private Cart cart(String id) {
    return carts.computeIfAbsent(id, none -> new Cart());
  }

  private static Place place(String partition, String offset) {
    return new Place(Integer.parseInt(partition), Long.parseLong(offset));
  }

  /** By id. */
  Map<String, Cart> carts() {
    return carts;
  }

  /** The ids of events that were sent at least once. */
  Set<String> appendsAsked() {
    return appendsAsked;
  }

  /** Where events stand, as it was told, by id. */
  Map<String, Place> appended() {
    return appended;
  }

  /** Events of the queue whose ack was sent at least once. */
  Set<Place> acksAsked() {
    return acksAsked;
  }

  /** Events of the queue that were told to be done. */
  Set<Place> acked() {
    return acked;
  }

  /** How often it was answered to come later, by status and request. */
  Map<String, Long> later() {
    return later;
  }
}
