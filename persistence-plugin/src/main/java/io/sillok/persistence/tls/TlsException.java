package io.sillok.persistence.tls;

import org.jspecify.annotations.Nullable;

/** Certificates cannot be used. The message is one line that names the file and what to do. */
public final class TlsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  private TlsException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  static TlsException settings(String message) {
    return new TlsException("tls-settings", message, null);
  }

  static TlsException unreadable(String message, @Nullable Throwable cause) {
    return new TlsException("certificate-unreadable", message, cause);
  }

  static TlsException outOfTime(String message) {
    return new TlsException("certificate-expired", message, null);
  }

  static TlsException mismatch(String message, @Nullable Throwable cause) {
    return new TlsException("certificate-key-mismatch", message, cause);
  }

  static TlsException untrusted(String message, Throwable cause) {
    return new TlsException("certificate-untrusted", message, cause);
  }

  /** Stable and for programs, in kebab case, such as {@code certificate-expired}. */
  public String code() {
    return code;
  }
}
