package io.sillok.persistence.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a certificate, its key and its authority can be used, and with each other. */
final class MaterialCheck {

  private final TlsSettings settings;
  private final Instant now;

  MaterialCheck(TlsSettings settings, Instant now) {
    this.settings = settings;
    this.now = now;
  }

  void check(TlsMaterial material) {
    if (material.chain().isEmpty()) {
      return;
    }
    Path file = settings.certificate().orElseThrow();
    for (X509Certificate certificate : material.chain()) {
      String trouble = Subjects.trouble(certificate, now);
      if (!trouble.isEmpty()) {
        throw TlsException.outOfTime(
            "The certificate %s in %s %s; put a valid one there (%s)"
                .formatted(Subjects.of(certificate), file, trouble, settings.section()));
      }
    }
    requireMatch(material.chain().getFirst(), material.key().orElseThrow(), file);
    if (settings.role() == TlsRole.PEER) {
      requireIssuer(material.chain(), material.authorities(), file);
    }
  }

  /** While two files are replaced one after the other, they do not match for a moment. */
  private void requireMatch(X509Certificate certificate, PrivateKey key, Path file) {
    boolean match;
    try {
      match = signs(key, certificate.getPublicKey());
    } catch (GeneralSecurityException other) {
      throw mismatch(certificate, file, other);
    }
    if (!match) {
      throw mismatch(certificate, file, null);
    }
  }

  private TlsException mismatch(
      X509Certificate certificate, Path file, @Nullable GeneralSecurityException cause) {
    return TlsException.mismatch(
        "The private key in %s is not that of the certificate %s in %s; put the two there that were made together (%s)"
            .formatted(
                settings.privateKey().orElseThrow(),
                Subjects.of(certificate),
                file,
                settings.section()),
        cause);
  }

  private static boolean signs(PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC", "ECDSA" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    byte[] text = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(text);
    return signature.verify(signed);
  }

  private void requireIssuer(
      List<X509Certificate> chain, List<X509Certificate> authorities, Path file) {
    X509Certificate own = chain.getFirst();
    if (authorities.contains(own)) {
      return;
    }
    try {
      PKIXParameters parameters =
          new PKIXParameters(
              authorities.stream()
                  .map(authority -> new TrustAnchor(authority, null))
                  .collect(Collectors.toSet()));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      List<X509Certificate> path =
          chain.stream().filter(certificate -> !authorities.contains(certificate)).toList();
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    } catch (GeneralSecurityException failure) {
      throw TlsException.untrusted(
          "The certificate %s in %s was issued by %s, which %s does not vouch for; other nodes would refuse it: %s (%s)"
              .formatted(
                  Subjects.of(own),
                  file,
                  Subjects.issuerOf(own),
                  settings.authorities().orElseThrow(),
                  failure.getMessage(),
                  settings.section()),
          failure);
    }
  }
}
