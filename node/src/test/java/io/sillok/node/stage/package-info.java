/** Tests of what waits for Pekko. */
@NullMarked
package io.sillok.node.stage;

import org.jspecify.annotations.NullMarked;
