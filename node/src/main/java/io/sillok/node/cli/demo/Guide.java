package io.sillok.node.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.NodeClient.Answer;
import io.sillok.node.cli.demo.views.WindowGuide;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/** Tells what to open and what to try, with the answers that the node really gives. */
public final class Guide {

  private static final int CARTS = 1000;

  private final NodeClient node;
  private final String url;
  private final PrintWriter out;

  public Guide(NodeClient node, String url, PrintWriter out) {
    this.node = node;
    this.url = url;
    this.out = out;
  }

  /**
   * Prints all of it.
   *
   * @param flights whether there are some
   */
  public void print(Path data, boolean flights) {
    out.println();
    out.println("Sillok is running, with the storefront example in it. Its data is kept in");
    out.println(data + " and will be there again next time.");
    out.println();
    out.println("Open");
    out.printf("  %s/console/       what is in it, live%n", url);
    out.printf("  %s/openapi.json   its HTTP interface%n", url);
    out.printf("  %s/metrics        its figures, for Prometheus%n", url);
    out.println();
    out.println("Try, in another terminal (the answers are what this node has just said)");
    Order order = added();
    String entity = NodeClient.entityPath(order.type(), order.id());
    tryReading("what is in the cart", entity);
    tryReading("what happened to it", entity + "/events?limit=2");
    tryReading("how it was after its first event", entity + "?sequenceNumber=1");
    tryReading("what is put into any cart", "/v1/streams/cart.item-added/events?limit=1");
    out.printf(
        "  # the same as it happens%n  curl -sN '%s/v1/streams/cart.item-added/events' -H 'Accept: text/event-stream'%n%n",
        url);
    refused(entity);
    out.printf("  or: ./sillok get cart %s --url %s%n", order.id(), url);
    out.println();
    new WindowGuide(node, url, out).print();
    if (flights) {
      new FlightGuide(node, url, out).print();
    }
  }

  /** Adds to the first cart with a plain id that still takes something. */
  private Order added() {
    for (int number = 1; ; number++) {
      Order order =
          Order.of("cart", "c-" + number, "add-item").with("productId", "p-1").with("quantity", 2);
      Answer answer = node.answerTo(order.path(), order.body(), Map.of());
      if (answer.success() || number == CARTS) {
        show("put something into a cart", post(order.path(), order.body()), answer.body());
        return order;
      }
    }
  }

  private void tryReading(String what, String path) {
    show(what, "curl -s '%s%s'".formatted(url, path), node.get(path));
  }

  private void refused(String entity) {
    Order order = Order.of("cart", "", "remove-item").with("productId", "p-none");
    String path = entity + "/commands/" + order.command();
    Answer answer = node.answerTo(path, order.body(), Map.of());
    show("what its rules refuse", post(path, order.body()), answer.body());
  }

  private String post(String path, JsonNode body) {
    return "curl -s '%s%s' -d '%s'".formatted(url, path, body);
  }

  private void show(String what, String command, JsonNode answer) {
    out.printf("  # %s%n  %s%n    %s%n%n", what, command, answer);
  }
}
