package io.sillok.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trusts nodes whose certificates are of the authorities in a file, and no others. */
public final class Authority {

  private Authority() {}

  /**
   * @param file certificates, PEM
   * @throws IllegalArgumentException if there are none that can be read
   */
  public static SSLContext in(Path file) {
    try (InputStream text = Files.newInputStream(file)) {
      Collection<? extends Certificate> authorities =
          CertificateFactory.getInstance("X.509").generateCertificates(text);
      if (authorities.isEmpty()) {
        throw new IllegalArgumentException("There is no certificate in %s".formatted(file));
      }
      return trusting(authorities);
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalArgumentException(
          "%s holds no certificate that can be read: %s".formatted(file, failure.getMessage()),
          failure);
    }
  }

  private static SSLContext trusting(Collection<? extends Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Certificate authority : authorities) {
      store.setCertificateEntry("authority-" + store.size(), authority);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
