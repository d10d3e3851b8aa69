package io.sillok.protocol.design;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Names as words of English, which is what the rules go by. */
final class Words {

  /** Participles that do not end in -ed. */
  private static final Set<String> IRREGULAR =
      Set.of(
          "arisen",
          "awoken",
          "beaten",
          "become",
          "begun",
          "bent",
          "bet",
          "bid",
          "bitten",
          "bled",
          "blown",
          "born",
          "bought",
          "bound",
          "bred",
          "broken",
          "brought",
          "built",
          "burnt",
          "burst",
          "cast",
          "caught",
          "chosen",
          "come",
          "cost",
          "cut",
          "dealt",
          "done",
          "drawn",
          "driven",
          "dropped",
          "drunk",
          "dug",
          "eaten",
          "fallen",
          "felt",
          "fled",
          "flown",
          "forbidden",
          "forecast",
          "forgiven",
          "forgotten",
          "fought",
          "found",
          "frozen",
          "given",
          "gone",
          "got",
          "grown",
          "heard",
          "held",
          "hidden",
          "hit",
          "hung",
          "hurt",
          "kept",
          "known",
          "laid",
          "learnt",
          "led",
          "left",
          "lent",
          "let",
          "lit",
          "lost",
          "made",
          "meant",
          "met",
          "mistaken",
          "outdone",
          "overridden",
          "overrun",
          "paid",
          "put",
          "quit",
          "read",
          "rebuilt",
          "redone",
          "resent",
          "reset",
          "resold",
          "rewritten",
          "ridden",
          "risen",
          "run",
          "rung",
          "said",
          "sat",
          "seen",
          "sent",
          "set",
          "shaken",
          "shed",
          "shot",
          "shown",
          "shrunk",
          "shut",
          "sold",
          "spent",
          "split",
          "spoken",
          "spread",
          "stolen",
          "stood",
          "struck",
          "stuck",
          "sung",
          "sunk",
          "sworn",
          "swum",
          "taken",
          "taught",
          "thought",
          "thrown",
          "told",
          "torn",
          "undone",
          "understood",
          "upset",
          "withdrawn",
          "won",
          "woken",
          "worn",
          "wound",
          "written");

  /** Words that end in -ed and tell of no past. */
  private static final Set<String> NOT_PAST =
      Set.of(
          "bed", "breed", "exceed", "feed", "indeed", "need", "proceed", "red", "seed", "shed",
          "speed", "succeed", "weed");

  private Words() {}

  /** The words of a name in camel, kebab or snake case, in lower case. */
  static List<String> of(String name) {
    return Stream.of(
            name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1 $2")
                .split("[^A-Za-z0-9]+", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  static String last(String name) {
    List<String> words = of(name);
    return words.isEmpty() ? "" : words.getLast();
  }

  /** Whether a word of {@code name} tells of something that has happened. */
  static boolean tellPast(String name) {
    return of(name).stream()
        .anyMatch(
            word -> IRREGULAR.contains(word) || (word.endsWith("ed") && !NOT_PAST.contains(word)));
  }
}
