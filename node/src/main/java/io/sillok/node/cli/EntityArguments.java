package io.sillok.node.cli;

import io.sillok.node.cli.client.NodeClient;
import picocli.CommandLine.Parameters;

/** The entity that a command line is about. */
final class EntityArguments {

  @Parameters(index = "0", paramLabel = "TYPE", description = "The entity type, such as cart.")
  private String type = "";

  @Parameters(index = "1", paramLabel = "ID", description = "The entity's id, such as c-1.")
  private String id = "";

  /** Its path on a node. */
  String path() {
    return NodeClient.entityPath(type, id);
  }

  @Override
  public String toString() {
    return type + "/" + id;
  }
}
