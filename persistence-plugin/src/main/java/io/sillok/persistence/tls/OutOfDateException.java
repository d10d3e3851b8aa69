package io.sillok.persistence.tls;

import java.security.cert.CertificateException;

/** A certificate of the other side has expired, or is not valid yet. */
public final class OutOfDateException extends CertificateException {

  private static final long serialVersionUID = 1L;

  OutOfDateException(String message) {
    super(message);
  }
}
