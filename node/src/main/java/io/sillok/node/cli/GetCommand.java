package io.sillok.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads an entity's state, now or as of a point of its life. */
@Command(
    name = "get",
    header = "Read an entity's state, now or as it was.",
    description = "",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok get cart c-1",
      "  sillok get cart c-1 --sequence-number 2",
      "  sillok get cart c-1 --at 2026-01-31T12:00:00Z --output json"
    })
final class GetCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private NodeOptions node;
  @Mixin private EntityArguments entity = new EntityArguments();

  @ArgGroup private AsOf asOf = new AsOf();

  /** One point, or none for now. */
  static final class AsOf {
    @Option(
        names = "--sequence-number",
        paramLabel = "N",
        description = "As it was after this event, from 1.")
    private Optional<Long> sequenceNumber = Optional.empty();

    @Option(
        names = "--at",
        paramLabel = "TIME",
        converter = InstantConverter.class,
        description = "As it was at this time, such as 2026-01-31T12:00:00Z.")
    private Optional<Instant> at = Optional.empty();
  }

  GetCommand(Terminal terminal) {
    this.terminal = terminal;
    this.node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    return node.ask(client -> {
      print(client.get(entity.path() + query()));
      return ExitCode.OK;
    });
  }

  private String query() {
    return asOf.sequenceNumber
        .map(number -> "?sequenceNumber=" + number)
        .or(() -> asOf.at.map(time -> "?at=" + NodeClient.segment(time.toString())))
        .orElse("");
  }

  private void print(JsonNode answer) {
    if (node.json()) {
      node.printJson(answer);
      return;
    }
    terminal
        .out()
        .println(
            "%s at sequence number %s, %s"
                .formatted(
                    entity, answer.path("sequenceNumber").asText(), answer.path("time").asText()));
    Table.ofFields(answer.path("state")).print(terminal.out());
  }
}
