/**
 * Makes the results of a projection anew from the logs, in isolation, and compares them with what
 * stands. Start with {@link io.sillok.node.window.verify.ProjectionVerifier}.
 */
@NullMarked
package io.sillok.node.window.verify;

import org.jspecify.annotations.NullMarked;
