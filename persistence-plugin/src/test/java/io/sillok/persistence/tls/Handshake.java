package io.sillok.persistence.tls;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** A handshake of two engines, without a network in between. */
final class Handshake {

  private static final int STEPS = 100;

  private final ByteBuffer toServer = ByteBuffer.allocate(1 << 17);
  private final ByteBuffer toClient = ByteBuffer.allocate(1 << 17);
  private final ByteBuffer plain = ByteBuffer.allocate(1 << 17);

  private Handshake() {}

  /** The server's certificate, when both have taken each other's. */
  static X509Certificate of(SSLEngine client, SSLEngine server) throws SSLException {
    Handshake handshake = new Handshake();
    for (int step = 0; step < STEPS; step++) {
      handshake.send(client, handshake.toServer);
      handshake.receive(server, handshake.toServer);
      handshake.send(server, handshake.toClient);
      handshake.receive(client, handshake.toClient);
      if (isDone(client) && isDone(server)) {
        return (X509Certificate) client.getSession().getPeerCertificates()[0];
      }
    }
    throw new AssertionError("The handshake has no end");
  }

  private static boolean isDone(SSLEngine engine) {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
        && !engine.getSession().getProtocol().equals("NONE");
  }

  private void send(SSLEngine engine, ByteBuffer wire) throws SSLException {
    SSLEngineResult result;
    do {
      result = engine.wrap(ByteBuffer.allocate(0), wire);
      runTasks(engine);
    } while (result.bytesProduced() > 0
        && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
  }

  private void receive(SSLEngine engine, ByteBuffer wire) throws SSLException {
    wire.flip();
    SSLEngineResult result;
    do {
      plain.clear();
      result = engine.unwrap(wire, plain);
      runTasks(engine);
    } while (wire.hasRemaining() && result.bytesConsumed() > 0);
    wire.compact();
  }

  private static void runTasks(SSLEngine engine) {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }
}
