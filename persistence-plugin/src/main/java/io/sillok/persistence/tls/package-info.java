/**
 * TLS with certificates from PEM files that change while they are in use. Knows neither who listens
 * nor who connects. Start with {@link TlsContexts}.
 */
@NullMarked
package io.sillok.persistence.tls;

import org.jspecify.annotations.NullMarked;
