package io.sillok.node.window.sharded;

import io.sillok.node.window.HandOver;
import io.sillok.node.window.HandOvers;
import io.sillok.node.window.Turn;
import io.sillok.node.window.Turns;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.persistence.Facts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * Which version of each projection has served when, as facts. Of those that are declared over HTTP,
 * the last one serves that has once come as far as the one before, or the first. Of a module's, any
 * one may come back, so its turns are counted.
 */
final class ServingVersions {

  /** Serves until another has come as far. */
  static final int FIRST = 1;

  private static final String PREFIX = "projection-serving/";
  private static final String TURNS = "projection-turn/";
  private static final String SINCE = "since ";
  private static final String SEPARATOR = " ";

  private final Facts facts;

  ServingVersions(Facts facts) {
    this.facts = facts;
  }

  /** By projection; those that are missing serve with their {@link #FIRST}. */
  CompletionStage<Map<String, Turns>> all() {
    return facts
        .withPrefix(PREFIX)
        .thenCombine(
            facts.withPrefix(TURNS),
            (serving, turns) -> {
              Map<String, SortedMap<Integer, Turn>> found = new HashMap<>();
              serving.forEach((key, text) ->
                  put(found, key.substring(PREFIX.length()), served(number(key), text)));
              turns.forEach((key, text) -> put(found, key.substring(TURNS.length()), turn(text)));
              Map<String, Turns> all = new HashMap<>();
              found.forEach(
                  (name, each) -> all.put(name, new Turns(new ArrayList<>(each.values()))));
              return all;
            });
  }

  private static void put(
      Map<String, SortedMap<Integer, Turn>> found, String nameAndNumber, Turn turn) {
    String name = nameAndNumber.substring(0, nameAndNumber.lastIndexOf('/'));
    found.computeIfAbsent(name, none -> new TreeMap<>()).put(number(nameAndNumber), turn);
  }

  private static int number(String key) {
    return Integer.parseInt(key.substring(key.lastIndexOf('/') + 1));
  }

  /** What was recorded before shards were told apart has the least of all shards only. */
  static Turn served(int version, String text) {
    if (!text.startsWith(SINCE)) {
      return new Turn(version, Optional.empty());
    }
    HandOvers all = HandOvers.parse(text.substring(SINCE.length()));
    return new Turn(
        version,
        Optional.of(
            all.shards().size() == 1
                ? all
                : new HandOvers(all.shards().subList(1, all.shards().size()))));
  }

  private static Turn turn(String text) {
    int end = text.indexOf(SEPARATOR);
    return end < 0
        ? new Turn(Integer.parseInt(text), Optional.empty())
        : new Turn(
            Integer.parseInt(text.substring(0, end)),
            Optional.of(HandOvers.parse(text.substring(end + 1))));
  }

  /**
   * From now on {@code version} serves, which was declared over HTTP.
   *
   * @param since how far the version before has come; the first who says so counts
   */
  CompletionStage<Void> set(ProjectionVersion version, HandOvers since) {
    return facts
        .putIfAbsent(
            "%s%s/%d".formatted(PREFIX, version.projection(), version.number()), text(since))
        .thenAccept(done -> {});
  }

  /** The least comes first, which is what earlier releases read. */
  static String text(HandOvers since) {
    HandOver least = since.least();
    return "%s%d %d %s".formatted(SINCE, least.watermark(), least.finals(), since.text());
  }

  /**
   * From now on {@code version} serves, which is a module's.
   *
   * @param number of the turn, from 1
   * @param since how far those before have come; empty if there is none
   * @return whether that stands; else another node has recorded a turn with that number
   */
  CompletionStage<Boolean> begin(ProjectionVersion version, int number, Optional<HandOvers> since) {
    String turn = version.number() + since.map(each -> SEPARATOR + each.text()).orElse("");
    return facts
        .putIfAbsent("%s%s/%d".formatted(TURNS, version.projection(), number), turn)
        .thenApply(turn::equals);
  }
}
