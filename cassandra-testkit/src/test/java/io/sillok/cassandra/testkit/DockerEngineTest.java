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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(10)
final class DockerEngineTest {

  private static final String OK = "200 OK";
  private static final String MISSING = "404 Not Found";
  private static final String FAILED = "500 Internal Server Error";

  @TempDir Path directory;

  @Test
  void is_not_there_where_nobody_listens() {
    assertThat(DockerEngine.at(socket())).isEmpty();
    assertThat(DockerEngine.at("tcp://127.0.0.1:1")).isEmpty();
    assertThat(DockerEngine.at("nonsense")).isEmpty();
  }

  @Test
  void is_not_there_where_one_listens_and_does_not_answer() throws IOException {
    try (ServerSocketChannel silent = listen()) {
      assertThat(silent.isOpen()).isTrue();
      assertThat(DockerEngine.at(socket())).isEmpty();
    }
  }

  @Test
  void is_there_where_one_answers() throws IOException {
    try (ServerSocketChannel engine = listen()) {
      answerInTurn(engine, OK);
      assertThat(DockerEngine.at(socket())).isPresent();
    }
  }

  @Test
  void gives_an_image_that_it_has_or_can_pull_and_no_other() throws IOException {
    try (ServerSocketChannel engine = listen()) {
      answerInTurn(engine, OK, OK, MISSING, OK, OK, MISSING, FAILED, MISSING);
      DockerEngine found = DockerEngine.at(socket()).orElseThrow();

      assertThat(found.gives("present:1")).isTrue();
      assertThat(found.gives("pulled:1")).isTrue();
      assertThat(found.gives("unreachable:1")).isFalse();
    }
  }

  private String socket() {
    return "unix://" + directory.resolve("docker.sock");
  }

  private ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(directory.resolve("docker.sock")));
  }

  private static void answerInTurn(ServerSocketChannel engine, String... statuses) {
    Thread.ofVirtual()
        .start(() -> {
          for (String status : statuses) {
            try (SocketChannel client = engine.accept()) {
              client.read(ByteBuffer.allocate(1000));
              client.write(
                  ByteBuffer.wrap(
                      "HTTP/1.1 %s\r\n\r\n{}"
                          .formatted(status)
                          .getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          }
        });
  }
}
