package io.sillok.persistence.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;

/** Certificates in words. */
final class Subjects {

  private Subjects() {}

  static String of(X509Certificate certificate) {
    String name = certificate.getSubjectX500Principal().getName();
    return name.isEmpty() ? "a subject without a name" : name;
  }

  static String issuerOf(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().getName();
  }

  static Instant expiryOf(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  /** What is wrong with the time of {@code certificate}, or nothing. */
  static String trouble(X509Certificate certificate, Instant now) {
    if (now.isAfter(expiryOf(certificate))) {
      return "expired on " + expiryOf(certificate);
    }
    Instant from = certificate.getNotBefore().toInstant();
    return now.isBefore(from) ? "is not valid before " + from : "";
  }
}
