package io.sillok.persistence.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Decides as the JDK does whom to trust, and says in words why not. */
final class PeerTrust extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager trust;
  private final Consumer<String> refused;

  private PeerTrust(X509ExtendedTrustManager trust, Consumer<String> refused) {
    this.trust = trust;
    this.refused = refused;
  }

  /**
   * @param authorities none: what the JVM trusts
   * @param refused is told whose certificate was not taken, and why
   */
  static PeerTrust in(List<X509Certificate> authorities, Consumer<String> refused)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities.isEmpty() ? null : store(authorities));
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager trust) {
        return new PeerTrust(trust, refused);
      }
    }
    throw new GeneralSecurityException("this JVM cannot check certificates");
  }

  private static KeyStore store(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate authority : authorities) {
      store.setCertificateEntry("authority-" + store.size(), authority);
    }
    return store;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, Optional.empty(), () -> trust.checkClientTrusted(chain, type));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, Optional.empty(), () -> trust.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, Optional.empty(), () -> trust.checkClientTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, Optional.empty(), () -> trust.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, host(engine), () -> trust.checkClientTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, host(engine), () -> trust.checkServerTrusted(chain, type, engine));
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trust.getAcceptedIssuers();
  }

  private static Optional<String> host(SSLEngine engine) {
    @Nullable String host = engine.getPeerHost();
    return host == null
        ? Optional.empty()
        : Optional.of(engine.getPeerPort() < 0 ? host : host + ":" + engine.getPeerPort());
  }

  private void check(X509Certificate[] chain, Optional<String> host, Check check)
      throws CertificateException {
    try {
      check.run();
    } catch (CertificateException failure) {
      CertificateException told = inWords(chain, host, failure);
      refused.accept(String.valueOf(told.getMessage()));
      told.addSuppressed(failure); // not the cause: who tells the first cause shall tell this
      throw told;
    }
  }

  private static CertificateException inWords(
      X509Certificate[] chain, Optional<String> host, CertificateException failure) {
    String whose =
        "the certificate %s%s"
            .formatted(Subjects.of(chain[0]), host.map(name -> " of " + name).orElse(""));
    Instant now = Instant.now();
    for (X509Certificate certificate : chain) {
      String trouble = Subjects.trouble(certificate, now);
      if (!trouble.isEmpty()) {
        return new OutOfDateException(
            certificate.equals(chain[0])
                ? "%s %s".formatted(whose, trouble)
                : "%s rests on %s, which %s".formatted(whose, Subjects.of(certificate), trouble));
      }
    }
    String message = String.valueOf(failure.getMessage());
    return new CertificateException(
        message.contains("PKIX path")
            ? "%s was issued by %s, which is not trusted here"
                .formatted(whose, Subjects.issuerOf(chain[0]))
            : "%s is not taken: %s".formatted(whose, message));
  }

  /** What the JDK's own trust manager does. */
  private interface Check {
    void run() throws CertificateException;
  }
}
