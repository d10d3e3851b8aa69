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
 * tabs, in the order in which it came about, and a last one that says that this is all.
 */
final class Told {

  private static final String END = "end";
  private static final String NO_ANSWER = "0";

  private final Map<String, Cart> carts = new TreeMap<>();
  private final Set<String> appendsAsked = new HashSet<>();
  private final Map<String, Place> appended = new HashMap<>();
  private final Deliveries deliveries = new Deliveries();
  private final Map<String, List<Shown>> shown = new TreeMap<>();
  private final Map<String, Long> came = new TreeMap<>();
  private final Map<String, Long> left = new TreeMap<>();
  private final List<String> troubles = new ArrayList<>();
  private final Map<String, Long> later = new TreeMap<>();
  private long lines;

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
   * What an answer showed.
   *
   * @param wanted what had been acknowledged before
   */
  record Shown(String cart, String wanted, String got) {}

  /**
   * Reads what was written.
   *
   * @throws IOException if that is not as it should be, or not all
   */
  static Told read(Path file) throws IOException {
    Told told = new Told();
    String last = "";
    try (Stream<String> lines = Files.lines(file)) {
      for (String line : (Iterable<String>) lines::iterator) {
        told.take(line);
        last = line;
      }
    }
    if (!last.equals(END)) {
      throw new IOException(
          "%s has not all that users were told, for its last line is '%s' and not '%s'; what Gatling printed says why"
              .formatted(file, last, END));
    }
    return told;
  }

  private void take(String line) throws IOException {
    lines++;
    String[] words = line.split("\t", -1);
    switch (words[0]) {
      case "came" -> came.merge(words[1], 1L, Long::sum);
      case "left" -> left.merge(words[1], 1L, Long::sum);
      case "command-asked" -> cart(words[1]).asked++;
      case "command-accepted" -> cart(words[1]).accepted.add(Long.valueOf(words[2]));
      case "shown" -> shown(words[1]).add(new Shown(words[2], words[3], words[4]));
      case "append-asked" -> appendsAsked.add(words[1]);
      case "appended" -> appended.put(words[1], place(words[2], words[3]));
      case "received" -> deliveries.received(place(words[1], words[2]), Long.parseLong(words[3]));
      case "ack-asked" -> deliveries.ackAsked(place(words[1], words[2]));
      case "acked" -> deliveries.acked(place(words[1], words[2]), lines);
      case "later" -> later.merge("%s of %s".formatted(words[2], words[1]), 1L, Long::sum);
      case "gave-up" ->
          troubles.add(
              "'%s' was given up after %s tries; the last %s"
                  .formatted(
                      words[1],
                      words[2],
                      words[3].equals(NO_ANSWER) ? "had no answer" : "was answered " + words[3]));
      case "failed" -> troubles.add("a user failed with " + words[1]);
      case END -> {}
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

  /** What was shown in answers of one kind. */
  List<Shown> shown(String kind) {
    return shown.computeIfAbsent(kind, none -> new ArrayList<>());
  }

  /** The ids of events that were sent at least once. */
  Set<String> appendsAsked() {
    return appendsAsked;
  }

  /** Where events stand, as it was told, by id. */
  Map<String, Place> appended() {
    return appended;
  }

  /** What the queue handed out. */
  Deliveries deliveries() {
    return deliveries;
  }

  /** So many such users came. */
  long came(Users users) {
    return came.getOrDefault(users.word(), 0L);
  }

  /** So many such users did all that they came for. */
  long left(Users users) {
    return left.getOrDefault(users.word(), 0L);
  }

  /** What was given up, and who failed. */
  List<String> troubles() {
    return troubles;
  }

  /** How often it was answered to come later, by status and request. */
  Map<String, Long> later() {
    return later;
  }

  /** So many were written; what comes about afterwards is later than all of them. */
  long lines() {
    return lines;
  }
}
