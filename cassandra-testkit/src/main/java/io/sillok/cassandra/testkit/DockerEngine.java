package io.sillok.cassandra.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Docker engine that answers, asked with little patience and without a word: Testcontainers takes
 * long to find that there is none, or that it cannot pull, and tells so at length.
 */
final class DockerEngine {

  private static final Duration PATIENCE = Duration.ofMillis(400);
  private static final Duration PATIENCE_FOR_A_PULL = Duration.ofMinutes(5);
  private static final int NO_ANSWER = 0;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final SocketAddress address;

  private DockerEngine(SocketAddress address) {
    this.address = address;
  }

  /** The first that answers where Testcontainers would look for one. */
  static Optional<DockerEngine> find() {
    String named = System.getenv("DOCKER_HOST");
    if (named != null && !named.isBlank()) {
      return at(named);
    }
    return sockets()
        .filter(Files::exists)
        .flatMap(socket -> at("unix://" + socket).stream())
        .findFirst();
  }

  /** The one at {@code host}, written as in DOCKER_HOST, if it answers. */
  static Optional<DockerEngine> at(String host) {
    try {
      URI uri = URI.create(host);
      return switch (uri.getScheme()) {
        case "unix" -> answering(UnixDomainSocketAddress.of(uri.getPath()));
        case "tcp", "http", "https" ->
            answering(new InetSocketAddress(uri.getHost(), uri.getPort()));
        case null, default -> Optional.empty();
      };
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Whether {@code image} (name:tag) is there, or is after a try to pull it. */
  boolean gives(String image) {
    String look = "GET /images/%s/json".formatted(image);
    int status = status(look, PATIENCE_FOR_A_PULL);
    if (status == NOT_FOUND) {
      int colon = image.lastIndexOf(':');
      status(
          "POST /images/create?fromImage=%s&tag=%s"
              .formatted(image.substring(0, colon), image.substring(colon + 1)),
          PATIENCE_FOR_A_PULL);
      status = status(look, PATIENCE_FOR_A_PULL);
    }
    // An engine that wants TLS answers something else: Testcontainers can ask it better.
    return status != NOT_FOUND && status != NO_ANSWER;
  }

  private static Stream<Path> sockets() {
    String user = System.getProperty("user.home");
    return Stream.of(
            "/var/run/docker.sock",
            System.getenv().getOrDefault("XDG_RUNTIME_DIR", "") + "/docker.sock",
            user + "/.docker/run/docker.sock",
            user + "/.docker/desktop/docker.sock")
        .map(Path::of);
  }

  private static Optional<DockerEngine> answering(SocketAddress address) {
    DockerEngine engine = new DockerEngine(address);
    return engine.status("GET /_ping", PATIENCE) == NO_ANSWER
        ? Optional.empty()
        : Optional.of(engine);
  }

  /** The status of the whole answer to {@code request}; a garbled one counts as OK. */
  private int status(String request, Duration patience) {
    try (SocketChannel channel = open();
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      if (!channel.connect(address)
          && (selector.select(patience.toMillis()) == 0 || !channel.finishConnect())) {
        return NO_ANSWER;
      }
      channel.write(
          ByteBuffer.wrap(
              "%s HTTP/1.1\r\nHost: docker\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                  .formatted(request)
                  .getBytes(StandardCharsets.US_ASCII)));
      key.interestOps(SelectionKey.OP_READ);
      return statusOf(answer(channel, selector, patience));
    } catch (IOException e) {
      return NO_ANSWER;
    }
  }

  /** The beginning of the answer, after all of it has arrived. */
  private static String answer(SocketChannel channel, Selector selector, Duration patience)
      throws IOException {
    ByteBuffer first = ByteBuffer.allocate(64);
    ByteBuffer rest = ByteBuffer.allocate(8192);
    long end = System.nanoTime() + patience.toNanos();
    int read = 0;
    while (read >= 0) {
      selector.selectedKeys().clear();
      if (selector.select(Math.max(1, (end - System.nanoTime()) / 1_000_000)) == 0) {
        return "";
      }
      read = channel.read(first.hasRemaining() ? first : rest.clear());
    }
    return StandardCharsets.US_ASCII.decode(first.flip()).toString();
  }

  private static int statusOf(String answer) {
    if (answer.isEmpty()) {
      return NO_ANSWER;
    }
    String[] words = answer.split(" ", 3);
    return words.length > 1 && words[1].matches("\\d{3}") ? Integer.parseInt(words[1]) : OK;
  }

  private SocketChannel open() throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }
}
