package io.sillok.persistence.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people of certificates that are, or soon will be, of no use; not all the time. */
final class Complaints {

  private static final Logger LOGGER = LoggerFactory.getLogger("io.sillok.tls");
  private static final Duration AGAIN_AFTER = Duration.ofHours(12);
  private static final long REFUSED_AFTER_NANOSECONDS = TimeUnit.SECONDS.toNanos(10);

  private final String use;
  private final Duration warnBefore;
  private final Map<CertificateInUse, Instant> warned = new HashMap<>();
  private String unusable = "";
  private String lastRefused = "";
  private long lastRefusedAt;

  Complaints(String use, Duration warnBefore) {
    this.use = use;
    this.warnBefore = warnBefore;
  }

  /** Warns of those that expire soon, or have expired. */
  synchronized void lookAt(List<CertificateInUse> certificates, Instant now) {
    warned.keySet().retainAll(certificates);
    for (CertificateInUse certificate : certificates) {
      Duration left = Duration.between(now, certificate.expiry());
      Instant before = warned.get(certificate);
      boolean told = before != null && before.plus(AGAIN_AFTER).isAfter(now);
      boolean expiredSince =
          before != null && before.isBefore(certificate.expiry()) && left.isNegative();
      if (left.compareTo(warnBefore) < 0 && (!told || expiredSince)) {
        warned.put(certificate, now);
        tell(certificate, left);
      }
    }
  }

  private void tell(CertificateInUse certificate, Duration left) {
    if (left.isNegative()) {
      LOGGER.error(
          "The certificate {} in {} for {} expired on {}; others refuse it until there is a new one",
          certificate.subject(),
          certificate.file(),
          use,
          certificate.expiry());
    } else {
      LOGGER.warn(
          "The certificate {} in {} for {} expires on {}, in {} h; put a new one there",
          certificate.subject(),
          certificate.file(),
          use,
          certificate.expiry(),
          left.toHours());
    }
  }

  /** The files can be used, again or still. */
  synchronized void settled() {
    unusable = "";
  }

  /** The files cannot be used; the certificates before them stay in use. */
  synchronized void unusable(TlsException failure) {
    String message = String.valueOf(failure.getMessage());
    if (!message.equals(unusable)) {
      unusable = message;
      LOGGER.error("The certificates for {} stay as they were: {}", use, message);
    }
  }

  /** The other side of a connection had a certificate that is not taken. */
  synchronized void refused(String words) {
    long now = System.nanoTime();
    if (!words.equals(lastRefused) || now - lastRefusedAt > REFUSED_AFTER_NANOSECONDS) {
      lastRefused = words;
      lastRefusedAt = now;
      LOGGER.warn("A connection of {} was refused: {}", use, words);
    }
  }
}
