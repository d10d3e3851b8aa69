package io.sillok.node.window.ranking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** Keeps the first results of a ranking. Not thread-safe. */
public final class TopResults {

  private final Ranking ranking;
  private final int most;
  private final Optional<Ranked> after;
  private final PriorityQueue<Ranked> lastFirst = new PriorityQueue<>(Ranked.ORDER.reversed());

  /**
   * @param most keeps so many, from 1
   */
  public TopResults(Ranking ranking, int most) {
    this(ranking, most, "");
  }

  /**
   * @param after a result that comes before all that are kept; empty if none does
   */
  public TopResults(Ranking ranking, int most, String after) {
    this.ranking = ranking;
    this.most = most;
    this.after = after.isEmpty() ? Optional.empty() : ranking.rank(after);
  }

  /** Takes results, each as JSON; those without such a value are in no place. */
  public void add(Collection<String> results) {
    results.forEach(result -> ranking.rank(result).ifPresent(this::add));
  }

  private void add(Ranked result) {
    boolean isBehind = after.filter(before -> Ranked.ORDER.compare(before, result) >= 0).isEmpty();
    if (isBehind && (lastFirst.size() < most || isBeforeLast(result))) {
      lastFirst.add(result);
      if (lastFirst.size() > most) {
        lastFirst.remove();
      }
    }
  }

  private boolean isBeforeLast(Ranked result) {
    Ranked last = lastFirst.peek();
    return last != null && Ranked.ORDER.compare(result, last) < 0;
  }

  /** The first ones, in order. */
  public List<String> inOrder() {
    List<Ranked> all = new ArrayList<>(lastFirst);
    all.sort(Ranked.ORDER);
    return all.stream().map(Ranked::result).toList();
  }
}
