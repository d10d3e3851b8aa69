package io.sillok.node.cli.store;

import static io.sillok.persistence.tool.Stages.await;

import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds logs by the names that people give them, such as {@code cart/17}. */
final class LogNames {

  private final List<LogId> logs;

  private LogNames(List<LogId> logs) {
    this.logs = logs;
  }

  static LogNames of(LogStore store) {
    return new LogNames(await(store.logs()));
  }

  /** The logs of these names, all logs if there are none. */
  List<LogId> find(List<String> names) {
    return names.isEmpty() ? logs : names.stream().map(this::find).toList();
  }

  /**
   * The log of this name.
   *
   * @throws CommandFailure with the names that there are
   */
  LogId find(String name) {
    return logs.stream()
        .filter(log -> log.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.NOT_FOUND, "there is no log '%s'; %s".formatted(name, known())));
  }

  /**
   * The log of this name, or all logs of this name before the slash.
   *
   * @throws CommandFailure with the names that there are
   */
  List<LogId> under(String name) {
    List<LogId> all = logs.stream().filter(log -> log.name().equals(name)).toList();
    return all.isEmpty() ? List.of(find(name)) : all;
  }

  private String known() {
    if (logs.isEmpty()) {
      return "the store holds none yet";
    }
    Map<String, List<Integer>> partitions =
        logs.stream()
            .collect(
                Collectors.groupingBy(
                    LogId::name,
                    TreeMap::new,
                    Collectors.mapping(LogId::partition, Collectors.toList())));
    return partitions.entrySet().stream()
        .map(log -> log.getKey() + "/" + ranges(log.getValue()))
        .collect(Collectors.joining(", ", "there are ", ""));
  }

  /** Ascending numbers as {@code 0-3,7}. */
  private static String ranges(List<Integer> numbers) {
    StringBuilder text = new StringBuilder();
    for (int first = 0, last = 0; first < numbers.size(); first = ++last) {
      while (last + 1 < numbers.size() && numbers.get(last + 1) == numbers.get(last) + 1) {
        last++;
      }
      text.append(text.isEmpty() ? "" : ",").append(numbers.get(first));
      if (last > first) {
        text.append('-').append(numbers.get(last));
      }
    }
    return text.toString();
  }
}
