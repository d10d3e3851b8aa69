package io.sillok.loadtests.http;

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
 * One kept-alive connection that sends ready-made requests: the least that a client can cost on a
 * machine that it shares with the server.
 */
public final class HttpConnection implements AutoCloseable {

  private static final String JSON = "application/json";
  private static final String CONTENT_LENGTH = "content-length:";
  private static final String TRANSFER_ENCODING = "transfer-encoding:";
  private static final int STATUS_START = "HTTP/1.1 ".length();
  private static final int OK = 200;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int SILENCE_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** Connects to {@code port} of this machine. */
  public HttpConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(SILENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    out = socket.getOutputStream();
  }

  private record Head(int status, long length, boolean chunked) {}

  /** A request as it goes over the wire; {@code body} may be empty. */
  public static byte[] request(String method, String path, String body) {
    return request(method, path, JSON, body);
  }

  /**
   * The same with another content type.
   *
   * @param body may be empty
   */
  public static byte[] request(String method, String path, String contentType, String body) {
    String head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, path, contentType, body.getBytes(StandardCharsets.UTF_8).length);
    return head.concat(body).getBytes(StandardCharsets.UTF_8);
  }

  /** A request for {@code path} as {@code mediaType}. */
  public static byte[] get(String path, String mediaType) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: %s\r\n\r\n"
        .formatted(path, mediaType)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Sends {@code request} and returns the answer's status. */
  public int send(byte[] request) throws IOException {
    Head head = ask(request);
    if (head.chunked()) {
      new ChunkedInput(in).transferTo(OutputStream.nullOutputStream());
    } else {
      in.skipNBytes(head.length());
    }
    return head.status();
  }

  /** Sends {@code request} and returns all of the answer. */
  public Answer exchange(byte[] request) throws IOException {
    Head head = ask(request);
    return new Answer(head.status(), body(head));
  }

  /**
   * Sends {@code request} and returns the body, which comes in chunks for as long as it does.
   *
   * @throws IOException if the answer is another one than 200 in chunks
   */
  public InputStream open(byte[] request) throws IOException {
    Head head = ask(request);
    if (head.status() != OK || !head.chunked()) {
      throw new IOException(
          "Expected 200 in chunks, but got %d: %s"
              .formatted(head.status(), new Answer(head.status(), body(head)).text()));
    }
    return new ChunkedInput(in);
  }

  private byte[] body(Head head) throws IOException {
    return head.chunked()
        ? new ChunkedInput(in).readAllBytes()
        : in.readNBytes(Math.toIntExact(head.length()));
  }

  private Head ask(byte[] request) throws IOException {
    out.write(request);
    out.flush();
    int status = Integer.parseInt(line(in).substring(STATUS_START, STATUS_START + 3));
    long length = 0;
    boolean chunked = false;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith(CONTENT_LENGTH)) {
        length = Long.parseLong(header.substring(CONTENT_LENGTH.length()).strip());
      } else if (lower.startsWith(TRANSFER_ENCODING)) {
        chunked = lower.contains("chunked");
      }
    }
    return new Head(status, length, chunked);
  }

  static String line(InputStream in) throws IOException {
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
