package io.sillok.persistence.tls;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file whose certificates are in use.
 *
 * @param use what for, such as {@code gateway}
 * @param subject of the certificate in it that expires first
 * @param expiry of that one
 */
public record CertificateInUse(String use, Path file, String subject, Instant expiry) {}
