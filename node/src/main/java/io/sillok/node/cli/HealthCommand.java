package io.sillok.node.cli;

import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.NodeClient.Answer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells by its exit code whether a node can do its work, for whoever starts and stops nodes. */
@Command(
    name = "health",
    header = "Ask whether a node can do its work.",
    description = "%nEnds with 0 when it can, else with 1 and the reason.%n",
    footerHeading = "%nExamples:%n",
    footer = {"  sillok health", "  sillok health --live --url http://10.0.0.1:8080"})
final class HealthCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private NodeOptions node;

  @Option(
      names = "--live",
      description = "Ask only whether it lives, though it may wait for others or for its store.")
  private boolean live;

  HealthCommand(Terminal terminal) {
    this.terminal = terminal;
    this.node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    return node.ask(this::health);
  }

  private int health(NodeClient client) {
    Answer answer = client.answerTo(live ? "/health/live" : "/health/ready");
    if (node.json()) {
      node.printJson(answer.body());
    } else if (answer.success()) {
      terminal.out().println(answer.body().path("status").asText());
    } else {
      terminal.err().println("sillok: " + answer.body().path("detail").asText());
    }
    return answer.success() ? ExitCode.OK : ExitCode.FAILED;
  }
}
