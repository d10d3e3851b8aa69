package io.sillok.node.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.sillok.persistence.tls.CertificateInUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How long the certificates of this node will do. */
public final class CertificateMetrics {

  private final MultiGauge expiry;

  public CertificateMetrics(MeterRegistry registry) {
    expiry =
        MultiGauge.builder("sillok.certificate.expiry")
            .baseUnit("seconds")
            .description(
                "Until the certificate of a file that is in use expires; negative since it has")
            .register(registry);
  }

  public void update(List<CertificateInUse> certificates, Instant now) {
    expiry.register(certificates.stream().map(certificate -> row(certificate, now)).toList(), true);
  }

  private static Row<Number> row(CertificateInUse certificate, Instant now) {
    return Row.of(
        Tags.of("use", certificate.use(), "file", certificate.file().toString()),
        Duration.between(now, certificate.expiry()).toSeconds());
  }
}
