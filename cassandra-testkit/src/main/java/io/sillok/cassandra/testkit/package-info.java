/**
 * Starts real Apache Cassandra servers for tests and measurements, and takes them down again:
 * paused, killed, restarted, in a ring of several. No mock, and no client: bring your own driver.
 * Start with {@link CassandraExtension} in a test, with {@link CassandraServer} elsewhere.
 */
@NullMarked
package io.sillok.cassandra.testkit;

import org.jspecify.annotations.NullMarked;
