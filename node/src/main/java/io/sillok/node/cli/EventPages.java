package io.sillok.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.Table;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** Shows events page by page, and waits for more if it is told to. */
public final class EventPages {

  private static final long PAGE = 500;
  private static final long LOOK_AGAIN_MILLIS = 500;

  private final Terminal terminal;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "" + Long.MAX_VALUE,
      description = "At most so many events. Default: all.")
  private long limit;

  @Option(
      names = {"-f", "--follow"},
      description = "Wait for more, until Ctrl-C or the limit.")
  private boolean follow;

  public EventPages(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Where events are read, and how they are shown. */
  public interface Shelf {

    /** The path of a page of {@code size} events from {@code place} on. */
    String path(String place, long size);

    /** Where the next page begins. */
    String behind(JsonNode page, String place);

    /** Whether there was more than the page took. */
    boolean more(JsonNode page);

    /** The events as rows. */
    Table tableOf(JsonNode events);
  }

  /**
   * Shows the events from {@code place} on.
   *
   * @throws CommandFailure if the limit makes no sense, or the node refuses
   */
  public int show(NodeOptions node, Shelf shelf, String place) {
    if (limit < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--limit must be at least 1, but is " + limit);
    }
    return node.ask(client -> show(client, node, shelf, place));
  }

  private int show(NodeClient client, NodeOptions node, Shelf shelf, String from) {
    String place = from;
    long left = limit;
    while (left > 0) {
      long size = Math.min(PAGE, left);
      JsonNode page = client.get(shelf.path(place, size));
      JsonNode events = page.path("events");
      print(events, node, shelf);
      left -= events.size();
      place = shelf.behind(page, place);
      if (!shelf.more(page)) {
        if (!follow) {
          return ExitCode.OK;
        }
        pause();
      }
    }
    return ExitCode.OK;
  }

  private void print(JsonNode events, NodeOptions node, Shelf shelf) {
    if (node.json()) {
      events.forEach(node::printJson);
    } else if (!events.isEmpty()) {
      shelf.tableOf(events).print(terminal.out());
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.FAILED, "interrupted");
    }
  }
}
