package io.sillok.loadtests.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sillok.loadtests.Fork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerTest {

  @Test
  void a_server_that_finds_its_port_taken_is_not_waited_for() throws Exception {
    try (Server server = Server.start(port -> Fork.start(Binder.class, List.of(), ""))) {
      server.process().waitFor();

      assertThatThrownBy(() -> server.awaitAnswer("/health/ready"))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "The server ended with exit code 1; if another process took port %d meanwhile, run it again"
                  .formatted(server.port()));
    }
  }

  /** Ends as a server does that cannot bind. */
  static final class Binder {

    private Binder() {}

    public static void main(String[] arguments) throws IOException {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer first = HttpServer.create(any, 0);
      try {
        HttpServer.create(first.getAddress(), 0);
      } catch (IOException taken) {
        System.exit(1);
      }
    }
  }
}
