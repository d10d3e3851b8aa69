/**
 * The store on Apache Cassandra. A block is one row, written once by a lightweight transaction; the
 * index by persistence id is written behind the log, coalesced, and served from memory until then.
 * Nothing here depends on a clock. Start with {@link
 * io.sillok.persistence.cassandra.CassandraStore} and {@code schema.cql}. Nothing of the driver's
 * leaves this package, but for the configuration.
 */
@NullMarked
package io.sillok.persistence.cassandra;

import org.jspecify.annotations.NullMarked;
