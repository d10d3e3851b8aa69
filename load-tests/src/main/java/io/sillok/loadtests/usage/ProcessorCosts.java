package io.sillok.loadtests.usage;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Processor time of several groups of processes, each by itself.
 *
 * @param groups the operating system's numbers of the processes, by the name of their group
 */
public record ProcessorCosts(Map<String, List<Long>> groups) implements Costs {

  private static final double NANOS_PER_MICRO = 1e3;

  public ProcessorCosts {
    groups = Map.copyOf(groups);
  }

  /** The heading of a group's column. */
  public static String heading(String group) {
    return group + " µs each";
  }

  @Override
  public Counted begin() {
    Map<String, Duration> before = spent();
    return operations -> each(before, spent(), operations);
  }

  private Map<String, Duration> spent() {
    Map<String, Duration> spent = new TreeMap<>();
    groups.forEach((group, processes) -> {
      if (!processes.isEmpty()) {
        spent.put(group, new Usage(processes).spent().server());
      }
    });
    return spent;
  }

  static Map<String, Double> each(
      Map<String, Duration> before, Map<String, Duration> after, long operations) {
    Map<String, Double> each = new TreeMap<>();
    after.forEach((group, spent) ->
        each.put(
            heading(group),
            spent.minus(before.getOrDefault(group, Duration.ZERO)).toNanos()
                / NANOS_PER_MICRO
                / operations));
    return each;
  }
}
