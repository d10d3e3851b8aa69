/** Given/when/then for deciders. Never Pekko, I/O or a clock. Start with {@link EntityTest}. */
@NullMarked
package io.sillok.testkit;

import org.jspecify.annotations.NullMarked;
