/**
 * Tests of the packaged node as a process of its own, as users run it: killed, starved of disk,
 * given damaged stores, misused. Start with {@link NodeLaunch}.
 */
@NullMarked
package io.sillok.node.process;

import org.jspecify.annotations.NullMarked;
