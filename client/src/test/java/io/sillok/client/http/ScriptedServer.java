package io.sillok.client.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers requests as it is told, for what a real node cannot be made to say when a test needs it:
 * that it is saturated, stopping or silent. What a node really says is tested with real nodes.
 */
public final class ScriptedServer implements AutoCloseable {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public ScriptedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** A request, and when it came by {@link System#nanoTime}. */
  public record Received(
      String method, String uri, Map<String, List<String>> headers, String body, long at) {

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  /**
   * How to answer.
   *
   * @param length that is announced; more than the body means that the rest never comes
   */
  public record Reply(int status, Map<String, String> headers, String body, long length) {

    public static Reply of(int status, String body) {
      return new Reply(status, Map.of(), body, body.getBytes(StandardCharsets.UTF_8).length);
    }

    public static Reply problem(int status, String code) {
      return of(status, "{\"code\":\"%s\",\"detail\":\"Because\"}".formatted(code));
    }

    public Reply header(String name, String value) {
      return new Reply(status, Map.of(name, value), body, length);
    }

    public Reply thenSilent() {
      return new Reply(status, headers, body, length + 1);
    }
  }

  /** Gives these answers, one a request, in this order. */
  public ScriptedServer then(Reply... more) {
    replies.addAll(List.of(more));
    return this;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public List<Received> received() {
    return received;
  }

  /** Begins anew: no requests, and no answers to any. */
  public void forget() {
    received.clear();
    replies.clear();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    received.add(
        new Received(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            body,
            System.nanoTime()));
    Reply reply = replies.remove();
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), reply.length() == 0 ? -1 : reply.length());
    OutputStream out = exchange.getResponseBody();
    out.write(bytes);
    out.flush();
    if (reply.length() == bytes.length) {
      exchange.close();
    }
  }
}
