/** Tests of the console in a real browser before a real node. Start with {@link ConsoleIT}. */
@NullMarked
package io.sillok.node.console;

import org.jspecify.annotations.NullMarked;
