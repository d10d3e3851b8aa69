package io.sillok.node.cli.projection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Has a projection that was declared run no more. */
@Command(
    name = "delete",
    header = "Have a projection that was declared run no more.",
    description = "%nIts streams stay, and the same declaration has it go on.%n",
    customSynopsis = "sillok projection NAME delete [OPTIONS]")
public final class DeleteProjectionCommand implements Callable<Integer> {

  private final Terminal terminal;
  @ParentCommand private ProjectionCommand projection;
  @Mixin private NodeOptions node;

  public DeleteProjectionCommand(Terminal terminal) {
    this.terminal = terminal;
    this.projection = new ProjectionCommand(terminal);
    this.node = new NodeOptions(terminal);
  }

  @Override
  public Integer call() {
    String path = projection.pathBefore("delete");
    return node.ask(client -> delete(client, path));
  }

  private int delete(NodeClient client, String path) {
    client.delete(path);
    String name = projection.nameBefore("delete");
    if (node.json()) {
      node.printJson(JsonNodeFactory.instance.objectNode().put("name", name).put("deleted", true));
    } else {
      terminal.out().println("Projection %s runs no more; its streams stay".formatted(name));
    }
    return ExitCode.OK;
  }
}
