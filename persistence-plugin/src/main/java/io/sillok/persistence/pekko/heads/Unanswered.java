package io.sillok.persistence.pekko.heads;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom to ask again: at growing intervals, up to a longest one. Pure; not thread-safe.
 *
 * @param <K> names who was asked
 */
final class Unanswered<K> {

  /** Rounds between two questions at most. */
  private static final int LONGEST = 32;

  private final Map<K, Integer> rounds = new HashMap<>();

  /** {@code who} is asked now, for the first time. */
  void asked(K who) {
    rounds.put(who, 0);
  }

  /** {@code who} has answered, or will not. */
  void settled(Object who) {
    rounds.remove(who);
  }

  /** Whom to ask in the next round: in the rounds 1, 2, 4, 8, 16 and each 32nd since the first. */
  List<K> next() {
    List<K> due = new ArrayList<>();
    rounds.replaceAll((who, before) -> {
      int round = before + 1;
      if (Integer.bitCount(round % LONGEST) <= 1 && (round < LONGEST || round % LONGEST == 0)) {
        due.add(who);
      }
      return round;
    });
    return due;
  }
}
