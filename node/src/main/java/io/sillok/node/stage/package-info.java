/** On whose threads goes on what waited for Pekko. */
@NullMarked
package io.sillok.node.stage;

import org.jspecify.annotations.NullMarked;
