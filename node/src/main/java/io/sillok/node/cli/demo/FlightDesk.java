package io.sillok.node.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.NodeClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Reads the late flights as a queue: takes some, does its work, and acks them. What it does not ack
 * is handed out again.
 */
final class FlightDesk implements AutoCloseable {

  static final String LATE = "data.delayMinutes >= 60";
  private static final int AT_ONCE = 20;
  private static final long AGAIN_MILLIS = 500;

  private final NodeClient node;
  private final String path;
  private final FlightTally tally;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param path of the queue
   */
  FlightDesk(NodeClient node, String path, FlightTally tally) {
    this.node = node;
    this.path = path;
    this.tally = tally;
    this.thread = Thread.ofPlatform().name("demo-desk").daemon().unstarted(this::run);
  }

  /** Makes the queue, if there is none from an earlier demo, and begins. */
  void start() {
    ObjectNode queue = JsonNodeFactory.instance.objectNode();
    node.put(path, queue.put("from", "start").put("filter", LATE));
    thread.start();
  }

  private void run() {
    while (!closed) {
      try {
        work();
      } catch (CommandFailure refused) {
        if (!closed) {
          tally.failed();
          pause();
        }
      }
    }
  }

  private void work() {
    ObjectNode ask = JsonNodeFactory.instance.objectNode().put("max", AT_ONCE).put("wait", "PT5S");
    JsonNode items = node.post(path + "/receive", ask, Map.of()).path("items");
    if (!items.isEmpty()) {
      ObjectNode done = JsonNodeFactory.instance.objectNode();
      ArrayNode receipts = done.putArray("receipts");
      items.forEach(item -> receipts.add(item.path("receipt").asText()));
      node.post(path + "/ack", done, Map.of());
      tally.workedOff(items.size());
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
    } catch (InterruptedException interrupted) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
