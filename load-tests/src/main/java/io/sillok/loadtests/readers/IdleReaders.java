package io.sillok.loadtests.readers;

import io.sillok.loadtests.http.HttpConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Many readers in one thread: that of whoever calls. */
final class IdleReaders implements AutoCloseable {

  /** More at once than a listening socket's queue has room for would be turned away. */
  private static final int CONNECTING_AT_ONCE = 50;

  /** Of one address there are about 28,000 ports, some of which others have. */
  private static final int READERS_OF_AN_ADDRESS = 20_000;

  private static final byte LOOPBACK = 127;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final long SELECT_MILLIS = 20;

  private final List<IdleReader> readers = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Selector selector;
  private int listening;

  private IdleReaders(Selector selector) {
    this.selector = selector;
  }

  /** Connects so many to the node at {@code port}, and returns when all listen to {@code path}. */
  static IdleReaders connect(int port, String path, int count, Duration within) throws IOException {
    IdleReaders all = new IdleReaders(Selector.open());
    byte[] request = HttpConnection.get(path, "text/event-stream");
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    long deadline = System.nanoTime() + within.toNanos();
    while (all.listening < count) {
      while (all.readers.size() < count
          && all.readers.size() - all.listening < CONNECTING_AT_ONCE) {
        all.add(new IdleReader(local(all.readers.size()), server, request));
      }
      all.select();
      if (System.nanoTime() > deadline) {
        int came = all.listening;
        all.close();
        throw new IOException(
            "Only %,d of %,d readers were answered within %d s"
                .formatted(came, count, within.toSeconds()));
      }
    }
    return all;
  }

  private static InetSocketAddress local(int number) throws UnknownHostException {
    byte[] address = {LOOPBACK, 0, 0, (byte) (1 + number / READERS_OF_AN_ADDRESS)};
    return new InetSocketAddress(InetAddress.getByAddress(address), 0);
  }

  private void add(IdleReader reader) throws IOException {
    readers.add(reader);
    reader.channel().register(selector, SelectionKey.OP_CONNECT, reader);
  }

  /** Reads what comes until {@code condition} holds or the time is over. */
  void listen(BooleanSupplier condition, Duration within) throws IOException {
    long deadline = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      select();
    }
  }

  private void select() throws IOException {
    selector.select(SELECT_MILLIS);
    for (SelectionKey key : selector.selectedKeys()) {
      IdleReader reader = (IdleReader) key.attachment();
      if (key.isConnectable()) {
        reader.connected();
        key.interestOps(SelectionKey.OP_READ);
      } else {
        boolean before = reader.listens();
        reader.read(buffer);
        listening += !before && reader.listens() ? 1 : 0;
      }
    }
    selector.selectedKeys().clear();
  }

  /** When the last event came to each that has seen {@code events} and no more. */
  long[] dataNanos(int events) {
    return readers.stream()
        .filter(reader -> reader.events() == events)
        .mapToLong(IdleReader::dataNanos)
        .toArray();
  }

  /** Whether all have seen {@code events}, or more. */
  boolean haveAllSeen(int events) {
    return readers.stream().allMatch(reader -> reader.events() >= events);
  }

  @Override
  public void close() throws IOException {
    for (IdleReader reader : readers) {
      reader.channel().close();
    }
    selector.close();
  }
}
