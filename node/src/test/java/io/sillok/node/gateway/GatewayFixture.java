package io.sillok.node.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.sillok.node.cluster.Backups;
import io.sillok.node.cluster.StartProgress;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.LoadedModule;
import io.sillok.persistence.LogStore.Backup;
import io.sillok.protocol.schema.EntityModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;

/** A gateway on a free port, over annals in memory, and a client of it. */
final class GatewayFixture implements AutoCloseable {

  static final int MAX_BODY_BYTES = 16 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ActorTestKit testKit =
      ActorTestKit.create(
          "gateway",
          ConfigFactory.parseString("pekko.loglevel = WARNING, pekko.actor.provider = local")
              .withFallback(ConfigFactory.load()));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final InMemoryEntities entities;
  final FixedCluster cluster = new FixedCluster();
  final EntityModels models;
  final CompletableFuture<Backup> backup = new CompletableFuture<>();
  final Backups backups =
      new Backups(
          Optional.of(Path.of("backups").toAbsolutePath()),
          target -> backup,
          () -> Instant.parse("2026-03-01T12:00:00Z"));
  final Gateway gateway;
  final StartProgress progress = new StartProgress(() -> Instant.parse("2026-03-01T12:00:00Z"));

  GatewayFixture() {
    this(Long.MAX_VALUE);
  }

  /**
   * @param bodyMemory bytes of bodies at once
   */
  GatewayFixture(long bodyMemory) {
    this(bodyMemory, true);
  }

  private GatewayFixture(long bodyMemory, boolean isOpen) {
    EntityModel<Annal.Command, Annal.Event, Annal.State> annal = EntityModel.of(Annal.TYPE);
    entities = new InMemoryEntities(annal);
    models = new EntityModels(List.of(new LoadedModule("chronicle", "1.2.3", List.of(annal))));
    var settings =
        new GatewaySettings(
            "127.0.0.1",
            0,
            1_000,
            MAX_BODY_BYTES,
            MAX_BODY_BYTES,
            bodyMemory,
            Duration.ofMillis(500),
            Duration.ofSeconds(20),
            Optional.empty());
    gateway =
        Gateway.listen(testKit.system(), settings, progress)
            .toCompletableFuture()
            .orTimeout(20, TimeUnit.SECONDS)
            .join();
    if (isOpen) {
      open();
    }
  }

  /** One that listens, and is not open yet. */
  static GatewayFixture starting() {
    return new GatewayFixture(Long.MAX_VALUE, false);
  }

  void open() {
    gateway.open(
        new GatewayDependencies(
            entities,
            models,
            new EmptyStreams(models).services(testKit.system(), entities),
            new NoTables(),
            new NoProcessors(),
            new NoProjections(),
            new NoDownstreams(),
            cluster,
            backups));
  }

  int port() {
    return gateway.address().getPort();
  }

  HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + pathAndQuery))
        .timeout(Duration.ofSeconds(20));
  }

  Answer get(String pathAndQuery, String... headers) {
    HttpRequest.Builder request = request(pathAndQuery);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  Answer post(String path, String body, String... headers) {
    HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends {@code bytes} as they are, and reads until the server closes the connection. */
  String raw(String bytes) {
    return raw(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  String raw(byte[] bytes) {
    return exchange(bytes, false);
  }

  /** The same, but tells the server that nothing more will come. */
  String rawThenEnd(byte[] bytes) {
    return exchange(bytes, true);
  }

  private String exchange(byte[] bytes, boolean end) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      if (end) {
        socket.shutdownOutput();
      }
      InputStream answer = socket.getInputStream();
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    gateway
        .stop(Duration.ofSeconds(1))
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
    testKit.shutdownTestKit();
  }

  /** A response, read as a whole. */
  record Answer(HttpResponse<byte[]> response) {

    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(text(), e);
      }
    }
  }
}
