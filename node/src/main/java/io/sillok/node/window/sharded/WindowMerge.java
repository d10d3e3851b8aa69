package io.sillok.node.window.sharded;

import io.sillok.node.window.Projections.WindowPage;
import io.sillok.node.window.shard.ShardAnswer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes one page of the pages of shards, in the order of places. */
final class WindowMerge {

  private WindowMerge() {}

  private record Placed(String place, String result) {}

  /**
   * @param shard the one that was asked, if not all were
   */
  static WindowPage of(List<ShardAnswer.Found> pages, int limit, Optional<Integer> shard) {
    List<Placed> all = new ArrayList<>();
    boolean more = false;
    for (ShardAnswer.Found page : pages) {
      for (int index = 0; index < page.results().size(); index++) {
        all.add(new Placed(page.places().get(index), page.results().get(index)));
      }
      more = more || page.more();
    }
    all.sort(Comparator.comparing(Placed::place));
    List<Placed> some = all.subList(0, Math.min(limit, within(pages, all)));
    boolean isLast = !more && some.size() == all.size();
    return new WindowPage(
        some.stream().map(Placed::result).toList(),
        isLast || some.isEmpty() ? Optional.empty() : Optional.of(some.getLast().place()),
        shard);
  }

  /** What is behind the last of a page that has more may not be next. */
  private static int within(List<ShardAnswer.Found> pages, List<Placed> all) {
    Optional<String> last =
        pages.stream()
            .filter(ShardAnswer.Found::more)
            .map(page -> page.places().getLast())
            .min(Comparator.naturalOrder());
    return (int)
        all.stream()
            .filter(each -> last.isEmpty() || each.place().compareTo(last.get()) <= 0)
            .count();
  }
}
