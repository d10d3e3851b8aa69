package io.sillok.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.client.CommandInput;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends an entity a command. */
@Command(
    name = "command",
    header = "Send an entity a command.",
    description = "%nPrints the reply and the events that it caused.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok command cart c-1 add-item productId=p-1 quantity=2",
      "  sillok command cart c-1 add-item '{\"productId\":\"p-1\",\"quantity\":2}'",
      "  sillok command cart c-1 check-out --expected-sequence-number 3 --idempotency-key order-77",
      "  sillok command cart c-1 add-item @item.json"
    })
final class CommandCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private NodeOptions node;
  @Mixin private EntityArguments entity = new EntityArguments();

  @Parameters(index = "2", paramLabel = "COMMAND", description = "The command, such as add-item.")
  private String command = "";

  @Parameters(
      index = "3..*",
      arity = "0..*",
      paramLabel = "BODY",
      description =
          "A JSON object, @file, - for standard input, or field=value …; a value that reads as"
              + " JSON is JSON, so text that looks like a number is written '\"42\"'. None is {}.")
  private List<String> body = List.of();

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "The command takes effect once, however often it is sent with this key.")
  private Optional<String> idempotencyKey = Optional.empty();

  @Option(
      names = "--expected-sequence-number",
      paramLabel = "N",
      description = "Refuse the command unless the entity stands there; 0 if it must be new.")
  private Optional<Long> expectedSequenceNumber = Optional.empty();

  CommandCommand(Terminal terminal) {
    this.terminal = terminal;
    this.node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    JsonNode json = CommandInput.of(body, terminal.in());
    return node.ask(client -> send(client, json));
  }

  private int send(NodeClient client, JsonNode json) {
    String path = entity.path() + "/commands/" + NodeClient.segment(command);
    JsonNode answer = client.post(path, json, headers());
    if (node.json()) {
      node.printJson(answer);
    } else {
      print(answer);
    }
    return ExitCode.OK;
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    idempotencyKey.ifPresent(key -> headers.put("Idempotency-Key", quoted(key)));
    expectedSequenceNumber.ifPresent(number -> headers.put("If-Match", quoted(number.toString())));
    return headers;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private void print(JsonNode answer) {
    JsonNode events = answer.path("events");
    terminal
        .out()
        .println(
            "%s is at sequence number %s%s"
                .formatted(
                    entity,
                    answer.path("sequenceNumber").asText(),
                    events.isEmpty() ? "; nothing had to change" : ""));
    JsonNode reply = answer.path("reply");
    if (!reply.isNull() && !reply.isMissingNode()) {
      Table.ofFields(reply).print(terminal.out());
    }
    if (!events.isEmpty()) {
      EventsCommand.rows(events).print(terminal.out());
    }
  }
}
