package io.sillok.persistence.tls;

/** Which side of a connection a section of settings is for, and so what it needs. */
public enum TlsRole {
  /** Has a certificate; asks for those of clients where {@code client-ca} is set. */
  SERVER,
  /** Both at once: has a certificate, and wants one of the same authority from the other side. */
  PEER,
  /**
   * Trusts {@code ca}, or else what the JVM trusts; has a certificate where the server wants one.
   */
  CLIENT
}
