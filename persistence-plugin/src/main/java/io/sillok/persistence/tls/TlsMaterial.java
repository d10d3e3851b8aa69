package io.sillok.persistence.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * What was in the files at one time, and holds together.
 *
 * @param chain the own certificate first; empty for a client without one
 * @param authorities of the other side; empty where they are the JVM's, or nobody is asked
 */
record TlsMaterial(
    List<X509Certificate> chain,
    Optional<PrivateKey> key,
    List<X509Certificate> authorities,
    TlsTexts texts) {

  TlsMaterial {
    chain = List.copyOf(chain);
    authorities = List.copyOf(authorities);
  }

  /**
   * Reads and checks it all.
   *
   * @throws TlsException if something is missing, expired, or does not belong together
   */
  static TlsMaterial of(TlsSettings settings, TlsTexts texts, Instant now) {
    List<X509Certificate> chain =
        settings
            .certificate()
            .map(file -> PemFiles.certificates(file, texts.certificate()))
            .orElse(List.of());
    Optional<PrivateKey> key =
        settings.privateKey().map(file -> PemFiles.privateKey(file, texts.privateKey()));
    List<X509Certificate> authorities =
        settings
            .authorities()
            .map(file -> PemFiles.certificates(file, texts.authorities()))
            .orElse(List.of());
    TlsMaterial material = new TlsMaterial(chain, key, authorities, texts);
    new MaterialCheck(settings, now).check(material);
    return material;
  }

  /**
   * @param refused is told of certificates of others that are not taken, and why
   */
  SSLContext context(Consumer<String> refused) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), new TrustManager[] {PeerTrust.in(authorities, refused)}, null);
      return context;
    } catch (GeneralSecurityException | IOException failure) {
      throw TlsException.unreadable(
          "TLS cannot be set up with these certificates: " + failure.getMessage(), failure);
    }
  }

  private KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
    if (key.isEmpty()) {
      return new KeyManager[0];
    }
    char[] password = {};
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    store.setKeyEntry("own", key.get(), password, chain.toArray(Certificate[]::new));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, password);
    return managers.getKeyManagers();
  }
}
