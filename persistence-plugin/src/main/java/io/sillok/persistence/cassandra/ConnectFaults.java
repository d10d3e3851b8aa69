package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import io.sillok.persistence.Cause;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.tls.OutOfDateException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why a session could not be opened, in our words. */
final class ConnectFaults {

  private ConnectFaults() {}

  /**
   * @param tls whether the store's own settings say TLS
   */
  static StoreException of(String contactPoints, boolean tls, Throwable failure) {
    Optional<AuthenticationException> login = first(failure, AuthenticationException.class);
    if (login.isPresent()) {
      return new StoreException(
          "store-permission",
          "Cassandra refused the login: %s; set datastax-java-driver.advanced.auth-provider"
              .formatted(login.get().getMessage()),
          failure);
    }
    Optional<CertificateException> certificate = first(failure, CertificateException.class);
    if (tls && certificate.isPresent()) {
      return new StoreException(
          "store-tls",
          "Cassandra at %s is not trusted: %s; %s"
              .formatted(
                  contactPoints,
                  certificate.get().getMessage(),
                  certificate.get() instanceof OutOfDateException
                      ? "have Cassandra use another one, or set the clock of this machine"
                      : "see ca and verify-host in sillok.persistence.cassandra.tls"),
          failure);
    }
    Optional<SSLException> secured = first(failure, SSLException.class);
    if (tls && secured.isPresent()) {
      return new StoreException(
          "store-tls",
          "TLS with Cassandra at %s did not come about: %s; see whether its client_encryption_options are enabled and take the certificate in sillok.persistence.cassandra.tls"
              .formatted(contactPoints, secured.get().getMessage()),
          failure);
    }
    return new StoreException(
        "store-unreachable",
        "No Cassandra could be reached at %s (%s); check datastax-java-driver.basic.contact-points and"
                .formatted(contactPoints, CassandraFaults.brief(Cause.of(failure)))
            + " basic.load-balancing-policy.local-datacenter, and whether it wants TLS",
        failure);
  }

  /** The first of what went wrong with any node. */
  private static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> kind) {
    return with(failure).filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private static Stream<Throwable> with(Throwable failure) {
    Stream<Throwable> causes = Stream.iterate(failure, each -> each != null, Throwable::getCause);
    return causes.flatMap(each ->
        each instanceof AllNodesFailedException all
            ? Stream.concat(
                Stream.of(each),
                all.getAllErrors().values().stream()
                    .flatMap(java.util.List::stream)
                    .flatMap(ConnectFaults::with))
            : Stream.of(each));
  }
}
