package io.sillok.loadtests.readers;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection that listens to server-sent events, without a thread. */
final class IdleReader {

  private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ID = "\nid: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DATA = "\ndata: ".getBytes(StandardCharsets.US_ASCII);

  private final SocketChannel channel;
  private final ByteBuffer request;
  private final Sought status = new Sought(OK);
  private final ChunkedBody body = new ChunkedBody();
  private final Sought id = new Sought(ID, 1);
  private final Sought data = new Sought(DATA, 1);
  private int events;
  private long dataNanos;

  /** Begins to connect from {@code local} to {@code server}. */
  IdleReader(InetSocketAddress local, InetSocketAddress server, byte[] request) throws IOException {
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.bind(local);
    channel.connect(server);
    this.request = ByteBuffer.wrap(request);
  }

  /** Some bytes that are looked for in what comes, however it is cut. */
  private static final class Sought {

    private final byte[] bytes;
    private int matched;

    Sought(byte[] bytes) {
      this(bytes, 0);
    }

    /** As if the first {@code matched} had come. */
    Sought(byte[] bytes, int matched) {
      this.bytes = bytes;
      this.matched = matched;
    }

    /** A partial match that breaks off begins anew with its first byte, which is enough here. */
    void see(byte next) {
      if (matched == bytes.length) {
        return;
      }
      matched = next == bytes[matched] ? matched + 1 : next == bytes[0] ? 1 : 0;
    }

    boolean found() {
      return matched == bytes.length;
    }

    /** Looks for the next. */
    void forget() {
      matched = 0;
    }
  }

  SocketChannel channel() {
    return channel;
  }

  /** Sends the request, which fits into an empty socket's buffer. */
  void connected() throws IOException {
    channel.finishConnect();
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  /** Takes what has come; {@code buffer} is only for the time being. */
  void read(ByteBuffer buffer) throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    if (count < 0) {
      throw new EOFException("The node ended a reader's connection");
    }
    for (int at = 0; at < count; at++) {
      see(buffer.get(at));
    }
  }

  private void see(byte next) {
    if (!body.begun()) {
      status.see(next);
    }
    if (!body.has(next)) {
      return;
    }
    id.see(next);
    data.see(next);
    if (data.found()) {
      data.forget();
      events++;
      dataNanos = System.nanoTime();
    }
  }

  /** Whether it was answered 200 and has the position that a stream begins with. */
  boolean listens() {
    return status.found() && id.found();
  }

  /** How many events came. */
  int events() {
    return events;
  }

  /** When the last event came; 0 before any. */
  long dataNanos() {
    return dataNanos;
  }
}
