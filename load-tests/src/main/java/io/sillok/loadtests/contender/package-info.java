/**
 * What is held against what: the settings of each journal, and the Cassandra that they share. Start
 * with {@link Contender}.
 */
@NullMarked
package io.sillok.loadtests.contender;

import org.jspecify.annotations.NullMarked;
