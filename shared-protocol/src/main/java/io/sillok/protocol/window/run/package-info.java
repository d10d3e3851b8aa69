/**
 * Windows at work, as pure state, in two halves: an {@link io.sillok.protocol.window.run.Intake}
 * says what each event of a partition is for its windows, and a {@link
 * io.sillok.protocol.window.run.WindowState} holds the windows of some keys, and tells which
 * results are due. No clock, no I/O: the same logs give the same results, however they are
 * interleaved.
 */
@NullMarked
package io.sillok.protocol.window.run;

import org.jspecify.annotations.NullMarked;
