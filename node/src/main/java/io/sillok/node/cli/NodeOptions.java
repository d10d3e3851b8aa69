package io.sillok.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import java.net.URI;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which node to ask, and how to print what it answers. */
public final class NodeOptions {

  private static final String DEFAULT_URL = "http://127.0.0.1:8080";

  private final Terminal terminal;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Where the node is; else SILLOK_URL of the environment, else " + DEFAULT_URL + ".")
  private Optional<String> url = Optional.empty();

  @Mixin private TlsOptions tls = new TlsOptions();
  @Mixin private OutputOptions output;

  public NodeOptions(Terminal terminal) {
    this.terminal = terminal;
    this.output = new OutputOptions(terminal);
  }

  /** Whether a node was named in so many words. */
  boolean named() {
    return url.isPresent();
  }

  /** Whether any of them was given. */
  public boolean given() {
    return url.isPresent() || output.given();
  }

  /** Whether to print JSON. */
  public boolean json() {
    return output.json();
  }

  public void printJson(JsonNode line) {
    output.printJson(line);
  }

  /** Has {@code work} ask the node; whoever asked for JSON gets a refusal as JSON, too. */
  public int ask(ToIntFunction<NodeClient> work) {
    try (NodeClient node = client()) {
      return work.applyAsInt(node);
    } catch (CommandFailure refused) {
      if (output.jsonRequested() && refused.problem().isPresent()) {
        terminal.err().println(refused.problem().get());
        return refused.exitCode();
      }
      throw refused;
    }
  }

  private NodeClient client() {
    URI address = address();
    return new NodeClient(
        address,
        "https".equals(address.getScheme())
            ? Optional.of(tls.context(terminal.environment()))
            : Optional.empty());
  }

  /** Where the node is. */
  public String url() {
    return address().toString().replaceAll("/+$", "");
  }

  private URI address() {
    String text =
        url.orElseGet(() -> terminal.environment().getOrDefault("SILLOK_URL", DEFAULT_URL));
    try {
      URI address = URI.create(text);
      if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
          && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException malformed) {
      // told below, like any other text that is no address
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        "the node's URL must be like http://127.0.0.1:8080, but is '%s'".formatted(text));
  }
}
