/**
 * Given/when/then for deciders and processors. Never Pekko, I/O or a clock. Start with {@link
 * EntityTest} and {@link ProcessorTest}.
 */
@NullMarked
package io.sillok.testkit;

import org.jspecify.annotations.NullMarked;
