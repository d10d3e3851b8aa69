package io.sillok.persistence.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS for one use. Each new connection has the certificates that were in the files a moment ago;
 * files that cannot be used leave those before them in use, which is logged. Thread-safe.
 */
public final class TlsContexts implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(TlsContexts.class);

  private final String use;
  private final TlsSettings settings;
  private final Complaints complaints;
  private volatile Loaded loaded;
  private final Thread watch;

  private TlsContexts(String use, TlsSettings settings) {
    this.use = use;
    this.settings = settings;
    complaints = new Complaints(use, settings.warnBefore());
    loaded = load(TlsTexts.of(settings));
    watch = Thread.ofPlatform().daemon().name("certificates-" + use).unstarted(this::watch);
  }

  /**
   * Reads the files, and looks at them again from time to time.
   *
   * @param use what for, such as {@code gateway}
   * @throws TlsException if they cannot be used
   */
  public static TlsContexts open(String use, TlsSettings settings) {
    TlsContexts contexts = new TlsContexts(use, settings);
    contexts.complaints.lookAt(contexts.certificates(), Instant.now());
    contexts.watch.start();
    CertificatesInUse.add(contexts);
    return contexts;
  }

  /**
   * Whether the files can be used.
   *
   * @throws TlsException if not
   */
  public static void check(TlsSettings settings) {
    TlsMaterial.of(settings, TlsTexts.of(settings), Instant.now());
  }

  /**
   * For a client that is soon done.
   *
   * @throws TlsException if the files cannot be used
   */
  public static SSLContext once(TlsSettings settings) {
    return TlsMaterial.of(settings, TlsTexts.of(settings), Instant.now()).context(words -> {});
  }

  /** For a connection that is taken. */
  public SSLEngine serverEngine() {
    SSLEngine engine = loaded.context().createSSLEngine();
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(settings.authorities().isPresent());
    return engine;
  }

  /** For a connection that is made to {@code host}. */
  public SSLEngine clientEngine(String host, int port) {
    SSLEngine engine = loaded.context().createSSLEngine(host, port);
    engine.setUseClientMode(true);
    if (settings.verifyHost()) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
    }
    return engine;
  }

  /** Those in use, each file with the one that expires first. */
  public List<CertificateInUse> certificates() {
    TlsMaterial material = loaded.material();
    List<CertificateInUse> files = new ArrayList<>();
    first(settings.certificate(), material.chain()).ifPresent(files::add);
    first(settings.authorities(), material.authorities()).ifPresent(files::add);
    return files;
  }

  private Optional<CertificateInUse> first(
      Optional<Path> file, List<X509Certificate> certificates) {
    return certificates.stream()
        .min(Comparator.comparing(Subjects::expiryOf))
        .map(certificate ->
            new CertificateInUse(
                use, file.orElseThrow(), Subjects.of(certificate), Subjects.expiryOf(certificate)));
  }

  private Loaded load(TlsTexts texts) {
    TlsMaterial material = TlsMaterial.of(settings, texts, Instant.now());
    return new Loaded(material, material.context(complaints::refused));
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(settings.reloadInterval());
        look();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      TlsTexts texts = TlsTexts.of(settings);
      if (!texts.equals(loaded.material().texts())) {
        loaded = load(texts);
        complaints.settled();
        LOGGER.info("New certificates for {}: {}", use, certificates());
      } else {
        complaints.settled();
      }
    } catch (TlsException unusable) {
      complaints.unusable(unusable);
    } catch (RuntimeException failure) {
      LOGGER.error("Could not look at the certificates for {}", use, failure);
    }
    complaints.lookAt(certificates(), Instant.now());
  }

  @Override
  public void close() {
    CertificatesInUse.remove(this);
    watch.interrupt();
  }

  private record Loaded(TlsMaterial material, SSLContext context) {}
}
