package io.sillok.node.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a client and a node and cuts their connections at random places: within requests,
 * between a request and its answer, within answers; politely or not. Keeps few bytes itself.
 */
final class CuttingProxy implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int LONGEST_REQUEST = 2_000;

  private final ServerSocket server;
  private final Random random;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong cuts = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private volatile URI node;
  private volatile int mostBytes;

  /** One that cuts nothing yet. */
  CuttingProxy(String node, long seed) {
    this.node = URI.create(node);
    this.random = new Random(seed);
    try {
      server = new ServerSocket();
      server.setReceiveBufferSize(BUFFER_BYTES);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** New connections go to another node. */
  void to(String next) {
    node = URI.create(next);
  }

  /** Cuts each new connection before it has brought so many bytes of answers. */
  void cutWithin(int bytes) {
    mostBytes = bytes;
  }

  /** New connections last. */
  void cutNothing() {
    mostBytes = 0;
  }

  /** Cuts every connection now. */
  void cutAll() {
    for (Socket socket : open) {
      cut(socket, true);
    }
  }

  /** How many connections it has cut. */
  long cuts() {
    return cuts.get();
  }

  /** How many bytes of answers it has passed on, or holds to pass on. */
  long answeredBytes() {
    return answered.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> connect(client));
      }
    } catch (IOException closed) {
      // nobody can connect any more
    }
  }

  private void connect(Socket client) {
    Socket upstream = new Socket();
    open.add(client);
    try {
      client.setSendBufferSize(BUFFER_BYTES);
      upstream.setReceiveBufferSize(BUFFER_BYTES);
      upstream.connect(new InetSocketAddress(node.getHost(), node.getPort()));
      open.add(upstream);
      Fate fate = draw();
      Thread.ofVirtual()
          .start(() -> pass(client, upstream, fate.requestBytes(), new AtomicLong(), fate));
      pass(upstream, client, fate.answerBytes(), answered, fate);
    } catch (IOException gone) {
      cut(client, true);
    } finally {
      open.remove(client);
      open.remove(upstream);
    }
  }

  /**
   * What becomes of a connection.
   *
   * @param reset whether it is cut without a word
   */
  private record Fate(long requestBytes, long answerBytes, boolean reset) {}

  private synchronized Fate draw() {
    int most = mostBytes;
    if (most == 0) {
      return new Fate(Long.MAX_VALUE, Long.MAX_VALUE, false);
    }
    boolean inRequest = random.nextInt(4) == 0;
    return new Fate(
        inRequest ? 1 + random.nextInt(LONGEST_REQUEST) : Long.MAX_VALUE,
        1 + random.nextInt(most),
        random.nextBoolean());
  }

  private void pass(Socket from, Socket to, long bytes, AtomicLong counted, Fate fate) {
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = bytes;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          to.close();
          return;
        }
        counted.addAndGet(read);
        out.write(buffer, 0, read);
        left -= read;
      }
      cuts.incrementAndGet();
      cut(from, fate.reset());
      cut(to, fate.reset());
    } catch (IOException gone) {
      cut(from, true);
      cut(to, true);
    }
  }

  private static void cut(Socket socket, boolean reset) {
    try {
      if (reset) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException gone) {
      // it is cut already
    }
  }
}
