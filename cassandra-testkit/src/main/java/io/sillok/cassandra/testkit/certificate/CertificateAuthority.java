package io.sillok.cassandra.testkit.certificate;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates for tests: sound ones, and such as have expired. */
public final class CertificateAuthority {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final X500Name name;
  private final KeyPair keys;
  private final List<X509Certificate> chain;

  /**
   * @param chain its own certificate first, the one that vouches for itself last
   */
  private CertificateAuthority(X500Name name, KeyPair keys, List<X509Certificate> chain) {
    this.name = name;
    this.keys = keys;
    this.chain = List.copyOf(chain);
  }

  /** A new one, for ten years. */
  public static CertificateAuthority named(String name) {
    X500Name subject = new X500Name("CN=" + name);
    KeyPair keys = keys("EC");
    return new CertificateAuthority(
        subject, keys, List.of(authority(subject, keys, subject, keys)));
  }

  /** One that this one vouches for. */
  public CertificateAuthority issueAuthority(String other) {
    X500Name subject = new X500Name("CN=" + other);
    KeyPair own = keys("EC");
    List<X509Certificate> path = new ArrayList<>(chain);
    path.addFirst(authority(subject, own, name, keys));
    return new CertificateAuthority(subject, own, path);
  }

  private static X509Certificate authority(
      X500Name subject, KeyPair own, X500Name issuer, KeyPair issuerKeys) {
    X509v3CertificateBuilder builder =
        builder(issuer, subject, own, Instant.now().minus(SOON), Duration.ofDays(3650));
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      return signed(builder, issuerKeys);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * A certificate for 30 days with a key on an elliptic curve.
   *
   * @param names of hosts, or their IPv4 addresses
   */
  public IssuedCertificate issue(String subject, String... names) {
    return issue("EC", subject, Instant.now().minus(SOON), Duration.ofDays(30), names);
  }

  /** One that expired a minute ago. */
  public IssuedCertificate issueExpired(String subject, String... names) {
    Duration validity = Duration.ofDays(30);
    return issue("EC", subject, Instant.now().minus(SOON).minus(validity), validity, names);
  }

  /**
   * Any other.
   *
   * @param algorithm of its key: EC or RSA
   * @param from when it is valid
   * @param validity for how long
   */
  public IssuedCertificate issue(
      String algorithm, String subject, Instant from, Duration validity, String... names) {
    KeyPair own = keys(algorithm);
    X509v3CertificateBuilder builder =
        builder(name, new X500Name("CN=" + subject), own, from, validity);
    try {
      if (names.length > 0) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                Arrays.stream(names)
                    .map(CertificateAuthority::generalName)
                    .toArray(GeneralName[]::new)));
      }
      return new IssuedCertificate(signed(builder, keys), own, chain);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The certificate that all that it issues rests on, as PEM. */
  public String pem() {
    return pem(chain.getLast());
  }

  static String pem(Object part) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(part);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return text.toString();
  }

  private static GeneralName generalName(String name) {
    boolean isAddress = name.matches("[0-9.]+");
    return new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }

  private static KeyPair keys(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair keys, Instant from, Duration validity) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(120, RANDOM),
        Date.from(from),
        Date.from(from.plus(validity)),
        subject,
        keys.getPublic());
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, KeyPair keys) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
