/**
 * Users of a storefront at a rate, driven by Gatling in a process of its own, and whether all that
 * they were told is so afterwards. Measures no peer, and breaks nothing. Start with {@link
 * io.sillok.loadtests.traffic.TrafficRun}.
 */
@NullMarked
package io.sillok.loadtests.traffic;

import org.jspecify.annotations.NullMarked;
