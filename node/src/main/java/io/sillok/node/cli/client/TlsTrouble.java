package io.sillok.node.cli.client;

import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** Why there is no secured connection with a node, and what to do. */
final class TlsTrouble {

  private TlsTrouble() {}

  static CommandFailure of(String url, SSLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException untrusted) {
        return new CommandFailure(
            ExitCode.FAILED,
            "the node at %s is not trusted: %s; say whose certificates are with --ca or SILLOK_CA, and use a name of the certificate in the URL"
                .formatted(url, untrusted.getMessage()));
      }
    }
    String reason = String.valueOf(failure.getMessage());
    if (reason.contains("certificate_required") || reason.contains("bad_certificate")) {
      return new CommandFailure(
          ExitCode.FAILED,
          "the node at %s wants a certificate of its clients that its authority has issued (%s); say it with --certificate and --private-key"
              .formatted(url, reason));
    }
    return new CommandFailure(
        ExitCode.FAILED,
        "no secured connection with the node at %s came about: %s; does it speak HTTPS, or should the URL begin with http://?"
            .formatted(url, reason));
  }
}
