package io.sillok.cassandra.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(1)
final class DockerEngineTest {

  @TempDir Path directory;

  @Test
  void is_not_there_where_nobody_listens() {
    assertThat(DockerEngine.answers(socket())).isFalse();
    assertThat(DockerEngine.answers("tcp://127.0.0.1:1")).isFalse();
    assertThat(DockerEngine.answers("nonsense")).isFalse();
  }

  @Test
  void is_not_there_where_one_listens_and_does_not_answer() throws IOException {
    try (ServerSocketChannel silent = listen()) {
      assertThat(silent.isOpen()).isTrue();
      assertThat(DockerEngine.answers(socket())).isFalse();
    }
  }

  @Test
  void is_there_where_one_answers() throws IOException {
    try (ServerSocketChannel engine = listen()) {
      var answered = CompletableFuture.runAsync(() -> answer(engine));
      assertThat(DockerEngine.answers(socket())).isTrue();
      answered.join();
    }
  }

  private String socket() {
    return "unix://" + directory.resolve("docker.sock");
  }

  private ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(directory.resolve("docker.sock")));
  }

  private static void answer(ServerSocketChannel engine) {
    try (SocketChannel client = engine.accept()) {
      client.read(ByteBuffer.allocate(200));
      client.write(
          ByteBuffer.wrap("HTTP/1.1 200 OK\r\n\r\nOK".getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
