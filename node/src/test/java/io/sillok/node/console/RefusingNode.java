package io.sillok.node.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers as a node does that starts, for as long as a test needs it to. */
final class RefusingNode {

  private static final long PATIENCE_SECONDS = 20;
  private static final int NOT_READY = 503;

  private final CountDownLatch listeners = new CountDownLatch(1);

  private RefusingNode() {}

  /** Refuses everything at {@code port}; returns when it has refused server-sent events. */
  static void untilSomebodyListens(int port) {
    RefusingNode node = new RefusingNode();
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.createContext("/", node::refuse);
      server.start();
      try {
        if (!node.listeners.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError("Nobody has listened");
        }
      } finally {
        server.stop(0);
      }
    } catch (IOException failure) {
      throw new IllegalStateException("Nothing can be at port " + port, failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interruption);
    }
  }

  private void refuse(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Retry-After", "1");
    exchange.sendResponseHeaders(NOT_READY, -1);
    exchange.close();
    if ("text/event-stream".equals(exchange.getRequestHeaders().getFirst("Accept"))) {
      listeners.countDown();
    }
  }
}
