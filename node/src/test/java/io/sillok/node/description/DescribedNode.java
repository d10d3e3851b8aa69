package io.sillok.node.description;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.SillokNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.SortedSet;
import java.util.TreeSet;

/** A node that is asked by what its own description says. */
final class DescribedNode implements AutoCloseable {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI node;
  private final Description description;
  private final SortedSet<String> called = new TreeSet<>();

  DescribedNode(SillokNode node) throws IOException {
    this.node = URI.create("http://127.0.0.1:%d".formatted(node.address().getPort()));
    try (InputStream document = this.node.resolve("/openapi.json").toURL().openStream()) {
      description = new Description(new ObjectMapper().readTree(document));
    }
  }

  Description description() {
    return description;
  }

  /** Begins to ask for an operation. */
  Call call(String operation) {
    called.add(operation);
    return new Call(client, node, description.operation(operation));
  }

  /** The operations that were asked for. */
  SortedSet<String> called() {
    return called;
  }

  @Override
  public void close() {
    client.close();
  }
}
