package io.sillok.node.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.NodeConfig;
import io.sillok.node.SillokNode;
import io.sillok.node.cli.SillokCommand;
import io.sillok.node.cli.Terminal;
import io.sillok.protocol.SillokModule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A real node, and the command line that talks to it. */
public final class NodeUnderCommand implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SillokNode node;
  private final HttpClient http = HttpClient.newHttpClient();

  private NodeUnderCommand(SillokNode node) {
    this.node = node;
  }

  public static NodeUnderCommand start(
      Path data, Map<String, String> settings, SillokModule... modules) {
    return new NodeUnderCommand(
        SillokNode.start(NodeConfig.at(data).port(0).settings(settings).modules(modules)));
  }

  String url() {
    return "http://127.0.0.1:" + node.address().getPort();
  }

  /** What a command said, and how it ended. */
  public record Ended(int exitCode, String out, String err) {

    public JsonNode json() throws IOException {
      assertThat(exitCode).as("%s", this).isZero();
      return JSON.readTree(out);
    }
  }

  /** Runs a command against it. */
  public Ended run(String... arguments) {
    return run(InputStream.nullInputStream(), arguments);
  }

  public Ended run(byte[] input, String... arguments) {
    return run(new ByteArrayInputStream(input), arguments);
  }

  private Ended run(InputStream input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            input,
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            false,
            Map.of("SILLOK_URL", url()));
    int exitCode = SillokCommand.run(terminal, arguments);
    return new Ended(exitCode, out.toString(), err.toString());
  }

  /** Returns when {@code condition} holds. */
  public static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition holds in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Declares a stream. */
  public void declare(String stream, String declaration) {
    Ended ended = run(declaration.getBytes(StandardCharsets.UTF_8), "declare", stream, "-");
    assertThat(ended.exitCode()).as("%s", ended).isZero();
  }

  /** All events of a stream, partition by partition in their order. */
  List<JsonNode> events(String stream) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/v1/streams/" + stream + "/events"))
            .header("Accept", "application/x-ndjson")
            .build();
    List<JsonNode> events = new ArrayList<>();
    for (String line : http.send(request, BodyHandlers.ofString()).body().lines().toList()) {
      events.add(JSON.readTree(line));
    }
    return events;
  }

  @Override
  public void close() {
    http.shutdownNow();
    node.close();
  }
}
