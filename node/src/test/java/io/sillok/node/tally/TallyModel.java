package io.sillok.node.tally;

import io.sillok.node.processor.kept.Parked;
import io.sillok.node.processor.kept.Progress;
import io.sillok.node.processor.kept.Replayed;
import io.sillok.node.tally.TallyModule.Total;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What should have followed from numbers: told by adding up, without any of the node's parts. */
public final class TallyModel {

  private final Map<String, Total> totals = new HashMap<>();
  private final Map<String, String> outputs = new TreeMap<>();

  /** A number at its place in the input. */
  public record Told(long offset, String name, long value) {}

  /**
   * @param numbers of one partition, in order
   * @param history which of them were parked, and when they were processed
   */
  public static TallyModel of(List<Told> numbers, Progress history) {
    TallyModel model = new TallyModel();
    Map<Long, Told> byOffset = new HashMap<>();
    numbers.forEach(told -> byOffset.put(told.offset(), told));
    List<Long> left = new ArrayList<>(history.discarded());
    history.parked().stream().map(Parked::offset).forEach(left::add);
    history.replayed().stream().map(Replayed::offset).forEach(left::add);
    for (Told told : numbers) {
      model.addReplayed(history, byOffset, told.offset());
      if (!left.contains(told.offset())) {
        model.add(told);
      }
    }
    model.addReplayed(history, byOffset, Long.MAX_VALUE);
    return model;
  }

  private int replayed;

  private void addReplayed(Progress history, Map<Long, Told> byOffset, long before) {
    while (replayed < history.replayed().size()
        && history.replayed().get(replayed).at() <= before) {
      Told again = byOffset.get(history.replayed().get(replayed).offset());
      if (again == null) {
        throw new AssertionError("Nobody told " + history.replayed().get(replayed));
      }
      add(again);
      replayed++;
    }
  }

  private void add(Told told) {
    Total before = totals.getOrDefault(told.name(), new Total(0, 0));
    Total after = new Total(before.sum() + told.value(), before.count() + 1);
    totals.put(told.name(), after);
    outputs.put(
        told.offset() + ":0", "%s %d %d".formatted(told.name(), after.sum(), after.count()));
    if (told.value() % 2 != 0) {
      outputs.put(told.offset() + ":1", String.valueOf(told.value()));
    }
  }

  /** By the offset that they follow from and their index. */
  public Map<String, String> outputs() {
    return outputs;
  }

  public Map<String, Total> totals() {
    return totals;
  }
}
