package io.sillok.persistence.tls;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** What PEM files hold. */
final class PemFiles {

  private PemFiles() {}

  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1); // PEM is ASCII, garbage is not
    } catch (NoSuchFileException missing) {
      throw TlsException.unreadable("There is no file %s".formatted(file), missing);
    } catch (IOException failure) {
      throw TlsException.unreadable(
          "%s cannot be read: %s".formatted(file, failure.getMessage()), failure);
    }
  }

  /** All certificates of a file, at least one, in its order. */
  static List<X509Certificate> certificates(Path file, String text) {
    List<X509Certificate> found = new ArrayList<>();
    JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
    try {
      for (Object part : parts(text)) {
        if (part instanceof X509CertificateHolder holder) {
          found.add(converter.getCertificate(holder));
        }
      }
    } catch (IOException | CertificateException | RuntimeException garbled) {
      throw TlsException.unreadable(
          "%s holds no certificate that can be read: %s".formatted(file, garbled.getMessage()),
          garbled);
    }
    if (found.isEmpty()) {
      throw TlsException.unreadable(
          "%s holds no certificate; it must be PEM, with -----BEGIN CERTIFICATE-----"
              .formatted(file),
          null);
    }
    return found;
  }

  static PrivateKey privateKey(Path file, String text) {
    try {
      for (Object part : parts(text)) {
        if (part instanceof PEMKeyPair pair) {
          return key(pair.getPrivateKeyInfo());
        }
        if (part instanceof PrivateKeyInfo info) {
          return key(info);
        }
      }
    } catch (IOException | RuntimeException garbled) {
      throw TlsException.unreadable(
          "%s holds no private key that can be read: %s".formatted(file, garbled.getMessage()),
          garbled);
    }
    throw TlsException.unreadable(
        "%s holds no private key; it must be PEM and not encrypted, with -----BEGIN PRIVATE KEY-----"
            .formatted(file),
        null);
  }

  private static PrivateKey key(PrivateKeyInfo info) throws PEMException {
    return new JcaPEMKeyConverter().getPrivateKey(info);
  }

  private static List<Object> parts(String text) throws IOException {
    List<Object> parts = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        parts.add(part);
      }
    }
    return parts;
  }
}
