/** Real servers, really killed. Start with {@link SharedCassandraTest}. */
@NullMarked
package io.sillok.cassandra.testkit;

import org.jspecify.annotations.NullMarked;
