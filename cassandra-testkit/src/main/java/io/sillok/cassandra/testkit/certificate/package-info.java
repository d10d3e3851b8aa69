/**
 * Certificates for tests of TLS: of any authority, for any time. Not for anything else. Start with
 * {@link CertificateAuthority}.
 */
@NullMarked
package io.sillok.cassandra.testkit.certificate;

import org.jspecify.annotations.NullMarked;
