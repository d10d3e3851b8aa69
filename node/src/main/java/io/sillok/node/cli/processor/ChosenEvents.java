package io.sillok.node.cli.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Parked events that are named or all meant, and what a node is asked to do with them. */
final class ChosenEvents {

  private final Terminal terminal;
  @Mixin private NodeOptions node;

  @Parameters(
      paramLabel = "PARTITION/OFFSET",
      arity = "0..*",
      description = "Of parked events, as `parked` lists them; such as 3/17. At most 1000.")
  private List<String> places = new ArrayList<>();

  @Option(names = "--all", description = "All that are parked.")
  private boolean all;

  ChosenEvents(Terminal terminal) {
    this.terminal = terminal;
    this.node = new NodeOptions(terminal);
  }

  /**
   * Has them replayed or discarded.
   *
   * @param command which of both
   * @param said what was done, for people
   * @throws CommandFailure if none or both were said, if the node refuses, and if something was not
   *     done
   */
  int settle(ProcessorCommand processor, String command, Function<JsonNode, String> said) {
    String path = "%s/parked/%s".formatted(processor.pathBefore(command), command);
    String name = processor.nameBefore(command);
    JsonNode body = body(name);
    return node.ask(client -> {
      JsonNode answer = client.post(path, body, Map.of());
      if (node.json()) {
        node.printJson(answer);
      } else {
        terminal.out().println(said.apply(answer));
      }
      requireDone(name, answer);
      return ExitCode.OK;
    });
  }

  private JsonNode body(String processor) {
    if (all && !places.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "parked events are named, or all are meant; leave out --all or %s"
              .formatted(places.getFirst()));
    }
    if (!all && places.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "which parked events? Name them, such as 3/17, or say --all; `sillok processor %s parked` lists them"
              .formatted(processor));
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (all) {
      return body.put("all", true);
    }
    ArrayNode items = body.putArray("items");
    for (Place place : places.stream().map(Place::of).toList()) {
      items.addObject().put("partition", place.partition()).put("offset", place.offset());
    }
    return body;
  }

  private static void requireDone(String processor, JsonNode answer) {
    int parked = answer.path("parked").asInt();
    String again =
        "%d could not be processed this time either; `sillok processor %s parked` tells why"
            .formatted(parked, processor);
    Set<Integer> missed = new TreeSet<>();
    answer.path("notReached").forEach(partition -> missed.add(partition.asInt()));
    if (!missed.isEmpty()) {
      CommandFailure failure =
          new CommandFailure(
              ExitCode.FAILED,
              "not done in %s, which cannot do it now; `sillok processor %s` tells why. Ask again later"
                  .formatted(Partitions.named(missed), processor));
      throw parked > 0 ? failure.with(again) : failure;
    }
    if (parked > 0) {
      throw new CommandFailure(ExitCode.REJECTED, again);
    }
  }
}
