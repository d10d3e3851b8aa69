package io.sillok.loadtests.gateway;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive connection that sends ready-made requests and reads only the status: the least
 * that a client can cost on a machine that it shares with the server.
 */
final class HttpConnection implements AutoCloseable {

  private static final String CONTENT_LENGTH = "content-length:";
  private static final int STATUS_START = "HTTP/1.1 ".length();

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  HttpConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** A request as it goes over the wire; {@code body} may be empty. */
  static byte[] request(String method, String path, String body) {
    String head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, path, body.getBytes(StandardCharsets.UTF_8).length);
    return head.concat(body).getBytes(StandardCharsets.UTF_8);
  }

  /** Sends {@code request} and returns the answer's status. */
  int send(byte[] request) throws IOException {
    out.write(request);
    out.flush();
    int status = Integer.parseInt(line().substring(STATUS_START, STATUS_START + 3));
    long length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith(CONTENT_LENGTH)) {
        length = Long.parseLong(header.substring(CONTENT_LENGTH.length()).strip());
      }
    }
    in.skipNBytes(length);
    return status;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The server closed the connection after: " + line);
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
