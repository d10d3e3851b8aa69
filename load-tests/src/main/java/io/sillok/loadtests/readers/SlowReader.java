package io.sillok.loadtests.readers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Asks for server-sent events and reads none of them, with little room for them on its side. */
final class SlowReader implements AutoCloseable {

  private static final int ROOM_BYTES = 4096;

  private final Socket socket;

  private SlowReader(Socket socket) {
    this.socket = socket;
  }

  static SlowReader start(int port, byte[] request) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(ROOM_BYTES);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.getOutputStream().write(request);
    return new SlowReader(socket);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
