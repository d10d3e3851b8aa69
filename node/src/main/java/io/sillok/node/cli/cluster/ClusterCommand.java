package io.sillok.node.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the nodes of a cluster and which partitions they own. */
@Command(
    name = "cluster",
    header = "Show the nodes of the cluster and their partitions; drain or down one.",
    description =
        "%nAsks any node. A node is named by the address that other nodes know, as HOST:PORT.%n",
    customSynopsis = {
      "sillok cluster [-h] [-o=json|table] [--url=URL]",
      "       sillok cluster drain|down HOST:PORT [OPTIONS]"
    },
    subcommands = {DrainCommand.class, DownCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok cluster",
      "  sillok cluster drain 10.0.0.2:17355",
      "  sillok cluster down 10.0.0.3:17355 --url http://10.0.0.1:8080"
    })
public final class ClusterCommand implements Callable<Integer> {

  private static final Comparator<List<String>> WAYS =
      Comparator.<List<String>, String>comparing(List::getFirst).thenComparing(List::getLast);

  private final Terminal terminal;
  @Mixin private NodeOptions node;

  public ClusterCommand(Terminal terminal) {
    this.terminal = terminal;
    node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    return node.ask(this::show);
  }

  private int show(NodeClient client) {
    JsonNode cluster = client.get("/v1/cluster");
    if (node.json()) {
      node.printJson(cluster);
    } else {
      table(cluster).print(terminal.out());
      for (JsonNode stranger : cluster.path("strangers")) {
        terminal.err().println(warning(stranger, cluster.path("self")));
      }
      if (!cluster.path("moves").isEmpty()) {
        terminal.out().println();
        moves(cluster.path("moves")).print(terminal.out());
      }
    }
    return ExitCode.OK;
  }

  private static String warning(JsonNode stranger, JsonNode self) {
    String who =
        stranger.equals(self)
            ? "Another process says that it is at %s, as this node does, and"
                .formatted(self.asText())
            : "%s is no member and".formatted(stranger.asText());
    return who
        + " uses the same store: while it stays, two clusters take partitions from each other";
  }

  private static Table table(JsonNode cluster) {
    Table table = new Table("NODE", "STATUS", "VERSION", "PARTITIONS", "");
    for (JsonNode member : cluster.path("members")) {
      String address = member.path("address").asText();
      table.row(
          address,
          member.path("reachable").asBoolean()
              ? member.path("status").asText()
              : member.path("status").asText() + ", does not answer",
          member.path("appVersion").asText(),
          "%d of %d: %s"
              .formatted(
                  member.path("partitions").size(),
                  cluster.path("partitions").asInt(),
                  ranges(numbers(member.path("partitions")))),
          address.equals(cluster.path("self").asText()) ? "answers this" : "");
    }
    return table;
  }

  /** What moves, or is to, by the nodes that it goes from and to. */
  static Table moves(JsonNode moves) {
    SortedMap<List<String>, List<Integer>> ways = new TreeMap<>(WAYS);
    for (JsonNode move : moves) {
      List<String> way = List.of(move.path("from").asText("-"), move.path("to").asText("-"));
      ways.computeIfAbsent(way, none -> new ArrayList<>()).add(move.path("partition").asInt());
    }
    Table table = new Table("MOVES FROM", "TO", "PARTITIONS");
    ways.forEach((way, partitions) ->
        table.row(
            way.getFirst(),
            way.getLast(),
            "%d: %s".formatted(partitions.size(), ranges(partitions))));
    return table;
  }

  private static List<Integer> numbers(JsonNode partitions) {
    List<Integer> numbers = new ArrayList<>();
    partitions.forEach(partition -> numbers.add(partition.asInt()));
    return numbers;
  }

  /** Such as {@code 0-3 7 9}; they are in order. */
  private static String ranges(List<Integer> partitions) {
    List<String> ranges = new ArrayList<>();
    int index = 0;
    while (index < partitions.size()) {
      int first = partitions.get(index);
      int last = first;
      while (index + 1 < partitions.size() && partitions.get(index + 1) == last + 1) {
        index++;
        last++;
      }
      ranges.add(first == last ? Integer.toString(first) : first + "-" + last);
      index++;
    }
    return String.join(" ", ranges);
  }
}
