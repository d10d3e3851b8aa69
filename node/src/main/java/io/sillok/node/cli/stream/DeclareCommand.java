package io.sillok.node.cli.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.CommandInput;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.NodeClient.Answer;
import io.sillok.node.cli.client.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Declares a stream, or the next version of its definition. */
@Command(
    name = "declare",
    header = "Declare a stream, or the next version of its definition.",
    description =
        "%nFILE is JSON: {\"kind\":\"unkeyed|keyed|entity\",\"schema\":{an Avro record},\"key\":\"field\","
            + "\"eventTime\":\"field\",\"retention\":\"P30D\",\"clock\":{\"live\":{\"delay\":\"PT5S\"}}}; all but kind and schema may be left out."
            + " A declaration that is there already changes nothing.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok declare flight-reported flight-reported.json",
      "  sillok declare flight-reported flight-reported.json --dry-run",
      "  sillok declare flight-reported - < flight-reported.json"
    })
public final class DeclareCommand implements Callable<Integer> {

  private static final int CREATED = 201;

  private final Terminal terminal;
  @Mixin private NodeOptions node;

  @Parameters(index = "0", paramLabel = "STREAM", description = "Its name, such as page-viewed.")
  private String stream = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "The declaration; - for standard input.")
  private String file = "";

  @Option(
      names = "--dry-run",
      description = "Say what would become of it, or why it is refused; change nothing.")
  private boolean dryRun;

  public DeclareCommand(Terminal terminal) {
    this.terminal = terminal;
    this.node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    JsonNode declaration = CommandInput.ofFile(file, terminal.in());
    return node.ask(client -> declare(client, declaration));
  }

  private int declare(NodeClient client, JsonNode declaration) {
    String path = "/v1/streams/" + NodeClient.segment(stream) + (dryRun ? "?dryRun=true" : "");
    Answer answer = client.put(path, declaration);
    if (node.json()) {
      node.printJson(answer.body());
    } else {
      print(answer);
    }
    return ExitCode.OK;
  }

  private void print(Answer answer) {
    JsonNode description = answer.body();
    terminal
        .out()
        .println(
            "Stream %s %s: %s%s%s, version %d"
                .formatted(
                    stream,
                    deed(answer.status()),
                    description.path("kind").asText(),
                    where(" by ", description.path("key")),
                    where(", its event time is ", description.path("eventTime")),
                    description.path("version").asInt()));
    printAll("warning", description.path("warnings"), "problem", "remedy");
    printAll("advice", description.path("advice"), "advice");
  }

  private String deed(int status) {
    if (dryRun) {
      return "could be declared so";
    }
    return status == CREATED ? "is declared" : "is declared as the file has it";
  }

  private static String where(String words, JsonNode field) {
    return field.isTextual() ? words + field.textValue() : "";
  }

  private void printAll(String what, JsonNode findings, String... parts) {
    if (findings.isEmpty()) {
      return;
    }
    Table table = new Table("", "FIELD", "RULE", "WHY");
    for (JsonNode each : findings) {
      StringBuilder why = new StringBuilder();
      for (String part : parts) {
        why.append(why.isEmpty() ? "" : "; ").append(each.path(part).asText());
      }
      table.row(what, each.path("field").asText(), each.path("rule").asText(), why.toString());
    }
    table.print(terminal.out());
  }
}
