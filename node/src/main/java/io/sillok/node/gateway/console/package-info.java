/**
 * Serves the console's files out of the class path. Knows nothing of what they show. Start with
 * {@link ConsoleRoutes}.
 */
@NullMarked
package io.sillok.node.gateway.console;

import org.jspecify.annotations.NullMarked;
