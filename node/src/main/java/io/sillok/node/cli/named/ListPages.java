package io.sillok.node.cli.named;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.NodeOptions;
import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Shows page by page what a node lists, until there is no more. */
public final class ListPages {

  private static final long PAGE = 500;

  private final Terminal terminal;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many. Default: all.")
  private Optional<Long> limit = Optional.empty();

  public ListPages(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What is listed, and how it is shown. */
  public interface Listing {

    /** The path of the first page, which has {@code size} at most. */
    String first(long size);

    /** What is on a page. */
    JsonNode on(JsonNode page);

    /** The path of the page behind one; empty if there is none. */
    Optional<String> behind(JsonNode page);

    /** Some of what is listed as rows. */
    Table tableOf(List<JsonNode> listed);
  }

  /** Whether a limit was given at all. */
  public boolean limited() {
    return limit.isPresent();
  }

  /**
   * Refuses a limit that makes no sense.
   *
   * @throws CommandFailure if it does not
   */
  public void requireFit() {
    if (limit.orElse(1L) < 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "--limit must be at least 1, but is " + limit.orElseThrow());
    }
  }

  /** Shows what is listed, up to the limit. */
  public void show(NodeClient client, NodeOptions node, Listing listing) {
    long left = limit.orElse(Long.MAX_VALUE);
    Optional<String> next = Optional.of(listing.first(Math.min(PAGE, left)));
    while (next.isPresent() && left > 0) {
      JsonNode page = client.get(next.get());
      List<JsonNode> shown = atMost(left, listing.on(page));
      print(shown, node, listing);
      left -= shown.size();
      next = listing.behind(page);
    }
  }

  private static List<JsonNode> atMost(long most, JsonNode listed) {
    List<JsonNode> some = new ArrayList<>();
    for (JsonNode each : listed) {
      if (some.size() < most) {
        some.add(each);
      }
    }
    return some;
  }

  private void print(List<JsonNode> shown, NodeOptions node, Listing listing) {
    if (node.json()) {
      shown.forEach(node::printJson);
    } else if (!shown.isEmpty()) {
      listing.tableOf(shown).print(terminal.out());
    }
  }
}
