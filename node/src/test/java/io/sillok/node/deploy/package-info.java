/**
 * What is in {@code deploy/} against what it is for; without Docker, which {@code deploy/try-image}
 * needs.
 */
@NullMarked
package io.sillok.node.deploy;

import org.jspecify.annotations.NullMarked;
