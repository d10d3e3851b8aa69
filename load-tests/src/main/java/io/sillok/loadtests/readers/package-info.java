/**
 * Many readers of server-sent events on one node that have nothing to read, and one that does not
 * read what it has. Start with {@link ReadersComparison} and {@link SlowReaderComparison}.
 */
@NullMarked
package io.sillok.loadtests.readers;

import org.jspecify.annotations.NullMarked;
