package io.sillok.loadtests.gateway;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Fork;
import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.http.HttpConnection;
import io.sillok.loadtests.http.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Commands to a node on the embedded store against Pekko HTTP's routes answering hello. */
public final class GatewayComparison implements Comparison {

  private static final int PRODUCTS = 1000;

  private final Path project;

  /** A comparison of what is built in {@code project}. */
  public GatewayComparison(Path project) {
    this.project = project;
  }

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public String about() {
    return """
    Sillok: `POST /v1/entities/product/{id}/commands/restock` over 1000 products on the embedded store; each answer \
    comes after the event's group was fsynced. Pekko HTTP: `GET /hello` through its routes, which keeps nothing. \
    The client is on the same machine: a thread a connection, the next request when the last is answered. Each \
    sample is a server of its own: 12 s of warm-up, 8 s measured.\
    """;
  }

  @Override
  public List<String> shapes() {
    return List.of("64 connections");
  }

  @Override
  public List<String> contenders() {
    return List.of("sillok-embedded", "pekko-http-hello");
  }

  @Override
  public List<Aim> aims() {
    return List.of(new Aim("pekko-http-hello", 0.4));
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    int connections = Integer.parseInt(shape.substring(0, shape.indexOf(' ')));
    return contender.equals("sillok-embedded")
        ? measureNode(connections)
        : measureHello(connections);
  }

  private Sample measureNode(int connections) throws IOException, InterruptedException {
    try (TemporaryDirectory data = TemporaryDirectory.create("gateway");
        Server node = Server.node(project, data.path())) {
      node.awaitAnswer("/health/ready");
      List<String> products =
          IntStream.range(0, PRODUCTS).mapToObj(each -> "/v1/entities/product/p-" + each).toList();
      for (String product : products) {
        node.expectOk(
            "POST",
            product + "/commands/list",
            "{\"name\":\"Tea\",\"price\":\"4.50\",\"stock\":1}");
      }
      return new HttpLoad(
              node.port(),
              products.stream()
                  .map(each ->
                      HttpConnection.request(
                          "POST", each + "/commands/restock", "{\"quantity\":1}"))
                  .toList())
          .measure(connections);
    }
  }

  private static Sample measureHello(int connections) throws IOException, InterruptedException {
    try (Server hello =
        Server.start(port -> Fork.start(HelloServer.class, List.of(), Integer.toString(port)))) {
      hello.awaitAnswer("/hello");
      return new HttpLoad(hello.port(), List.of(HttpConnection.request("GET", "/hello", "")))
          .measure(connections);
    }
  }
}
