/**
 * Breaks what can break while a cluster works, and looks whether all that was promised holds. Not a
 * measurement: its limits are on what is right, not on how fast. Start with {@link
 * io.sillok.loadtests.faults.FaultSuite}.
 */
@NullMarked
package io.sillok.loadtests.faults;

import org.jspecify.annotations.NullMarked;
