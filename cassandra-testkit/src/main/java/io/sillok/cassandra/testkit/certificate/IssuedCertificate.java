package io.sillok.cassandra.testkit.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * A certificate with its key.
 *
 * @param authorities whoever issued it first, whoever vouches for itself last
 */
public record IssuedCertificate(
    X509Certificate certificate, KeyPair keys, List<X509Certificate> authorities) {

  public IssuedCertificate {
    authorities = List.copyOf(authorities);
  }

  /**
   * Writes {@code tls.crt}, {@code tls.key} and {@code ca.crt}, as secrets of Kubernetes have them.
   *
   * @return {@code directory}
   */
  public Path writeTo(Path directory) {
    StringBuilder chain = new StringBuilder(CertificateAuthority.pem(certificate));
    authorities.stream()
        .limit(authorities.size() - 1L)
        .forEach(authority -> chain.append(CertificateAuthority.pem(authority)));
    write(directory, "tls.crt", chain.toString());
    write(directory, "tls.key", CertificateAuthority.pem(privateKey()));
    write(directory, "ca.crt", CertificateAuthority.pem(authorities.getLast()));
    return directory;
  }

  /** As cert-manager and OpenSSL write it: PKCS #1, or SEC 1 with the curve. */
  private Object privateKey() {
    if (!(keys.getPrivate() instanceof ECPrivateKey key)) {
      return keys;
    }
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
    org.bouncycastle.asn1.sec.ECPrivateKey withCurve =
        new org.bouncycastle.asn1.sec.ECPrivateKey(
            key.getParams().getOrder().bitLength(),
            key.getS(),
            info.getPrivateKeyAlgorithm().getParameters());
    try {
      return new PemObject("EC PRIVATE KEY", withCurve.getEncoded());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** No reader sees half of a file. */
  private static void write(Path directory, String name, String text) {
    try {
      Files.createDirectories(directory);
      Path whole = Files.writeString(directory.resolve(name + ".new"), text);
      Files.move(
          whole,
          directory.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
