package io.sillok.node.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.examples.storefront.Storefront;
import io.sillok.node.NodeConfig;
import io.sillok.node.SillokNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * A node on a free port with a store of its own and the modules storefront, sampler and stockroom.
 */
final class ConsoleNode implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Path directory;
  private SillokNode node;

  static ConsoleNode start() {
    try {
      return new ConsoleNode(Files.createTempDirectory("sillok-console"));
    } catch (IOException failure) {
      throw new IllegalStateException("No directory for the node's store", failure);
    }
  }

  private ConsoleNode(Path directory) {
    this.directory = directory;
    node = start(directory, 0);
  }

  private static SillokNode start(Path directory, int port) {
    return SillokNode.start(
        NodeConfig.at(directory)
            .port(port)
            .modules(new Storefront(), new Sampler(), new Stockroom()));
  }

  /** Stops it, and starts it again in the same place once {@code meanwhile} has returned. */
  void restart(IntConsumer meanwhile) {
    int port = node.address().getPort();
    node.stop();
    meanwhile.accept(port);
    node = start(directory, port);
  }

  /** Without a path. */
  URI address() {
    return URI.create("http://%s:%d".formatted("127.0.0.1", node.address().getPort()));
  }

  /** Sends a command and expects it to be taken. */
  void command(String type, String id, String command, String json) {
    post("/v1/entities/%s/%s/commands/%s".formatted(type, encoded(id), command), json);
  }

  /** Sends {@code json} and expects it to be taken. */
  void post(String path, String json) {
    send("POST", path, json, 200);
  }

  /** Declares what {@code path} names as {@code json}, where it is new. */
  void put(String path, String json) {
    send("PUT", path, json, 201);
  }

  private void send(String method, String path, String json, int expected) {
    HttpRequest request =
        HttpRequest.newBuilder(address().resolve(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(expected);
    } catch (IOException failure) {
      throw new IllegalStateException("Cannot send %s to %s".formatted(json, path), failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interruption);
    }
  }

  /** As one segment of a path, or of the console's address. */
  static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() throws IOException {
    node.stop();
    client.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
