/**
 * How soon the entities of a node that was killed are there again. The journal alone is measured in
 * {@link io.sillok.loadtests.replay}. Start with {@link
 * io.sillok.loadtests.recovery.RecoveryComparison}.
 */
@NullMarked
package io.sillok.loadtests.recovery;

import org.jspecify.annotations.NullMarked;
