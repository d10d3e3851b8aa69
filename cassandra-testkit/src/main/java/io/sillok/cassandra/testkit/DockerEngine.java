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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether there is a Docker engine, asked in well under a second and without a word: Testcontainers
 * takes long to find that there is none, and tells so at length.
 */
final class DockerEngine {

  private static final int PATIENCE_MILLIS = 800;

  private DockerEngine() {}

  /** Whether any engine answers where Testcontainers would look for one. */
  static boolean answers() {
    String named = System.getenv("DOCKER_HOST");
    if (named != null && !named.isBlank()) {
      return address(named).map(DockerEngine::isPonged).orElse(false);
    }
    return sockets().stream()
        .filter(Files::exists)
        .map(UnixDomainSocketAddress::of)
        .anyMatch(DockerEngine::isPonged);
  }

  private static List<Path> sockets() {
    List<Path> sockets = new ArrayList<>();
    sockets.add(Path.of("/var/run/docker.sock"));
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    if (runtime != null) {
      sockets.add(Path.of(runtime, "docker.sock"));
    }
    String user = System.getProperty("user.home");
    sockets.add(Path.of(user, ".docker/run/docker.sock"));
    sockets.add(Path.of(user, ".docker/desktop/docker.sock"));
    return sockets;
  }

  private static Optional<SocketAddress> address(String host) {
    URI uri = URI.create(host);
    return switch (uri.getScheme()) {
      case "unix" -> Optional.of(UnixDomainSocketAddress.of(uri.getPath()));
      case "tcp", "http", "https" ->
          Optional.of(new InetSocketAddress(uri.getHost(), uri.getPort()));
      case null, default -> Optional.empty();
    };
  }

  /** An engine answers a ping; one that wants TLS closes, or sends something else: also one. */
  private static boolean isPonged(SocketAddress address) {
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
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static SocketChannel open(SocketAddress address) throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }
}
