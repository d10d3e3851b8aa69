package io.sillok.client.failure;

import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;

/**
 * There is no secured connection: a node's certificate has expired, is of an authority that is not
 * trusted or for another name, or the node wants one of the client. Nothing took effect.
 */
public final class UntrustedNodeException extends SillokException {

  private static final long serialVersionUID = 1L;

  private UntrustedNodeException(String message, SSLException cause) {
    super(message, cause);
  }

  /** The handshake with {@code node} failed. */
  public static UntrustedNodeException of(URI node, SSLException failure) {
    return new UntrustedNodeException(
        "No secured connection with the node at %s: %s".formatted(node, reason(failure)), failure);
  }

  private static String reason(SSLException failure) {
    String reason = String.valueOf(failure.getMessage());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        return "its certificate, or that of its authority, has expired (%s)"
            .formatted(cause.getMessage());
      }
      if (cause instanceof CertificateException) {
        reason =
            "its certificate is not trusted (%s); give the authority to ClientBuilder.authority, and use a name of the certificate in the address"
                .formatted(cause.getMessage());
      }
    }
    return reason;
  }

  /** Certificates are renewed; but a call does not wait for that. */
  @Override
  public boolean retryable() {
    return true;
  }
}
