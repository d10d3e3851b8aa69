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
import java.util.stream.Stream;

/**
 * Whether there is a Docker engine, asked in well under a second and without a word: Testcontainers
 * takes long to find that there is none, and tells so at length.
 */
final class DockerEngine {

  private static final int PATIENCE_MILLIS = 400;

  private DockerEngine() {}

  /** Whether any engine answers where Testcontainers would look for one. */
  static boolean answers() {
    String named = System.getenv("DOCKER_HOST");
    if (named != null && !named.isBlank()) {
      return answers(named);
    }
    return sockets().filter(Files::exists).anyMatch(path -> answers("unix://" + path));
  }

  /** Whether an engine answers at {@code host}, written as in DOCKER_HOST. */
  static boolean answers(String host) {
    try {
      URI uri = URI.create(host);
      return switch (uri.getScheme()) {
        case "unix" -> isPonged(UnixDomainSocketAddress.of(uri.getPath()));
        case "tcp", "http", "https" ->
            isPonged(new InetSocketAddress(uri.getHost(), uri.getPort()));
        case null, default -> false;
      };
    } catch (IOException | RuntimeException e) {
      return false;
    }
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

  /** An engine answers a ping; one that wants TLS closes, or sends something else: also one. */
  private static boolean isPonged(SocketAddress address) throws IOException {
    try (SocketChannel channel = open(address);
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      if (!channel.connect(address)) {
        channel.register(selector, SelectionKey.OP_CONNECT);
        if (selector.select(PATIENCE_MILLIS) == 0 || !channel.finishConnect()) {
          return false;
        }
      }
      channel.write(
          ByteBuffer.wrap(
              "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII)));
      channel.register(selector, SelectionKey.OP_READ);
      selector.selectedKeys().clear();
      return selector.select(PATIENCE_MILLIS) > 0 && channel.read(ByteBuffer.allocate(16)) > 0;
    }
  }

  private static SocketChannel open(SocketAddress address) throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }
}
