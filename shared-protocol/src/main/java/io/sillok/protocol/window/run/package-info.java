/**
 * Windows at work, as pure state: what each event of a partition is for its windows, what windows
 * hold, and which results are due. No clock, no I/O: the same logs give the same results, however
 * they are interleaved. Start with {@link io.sillok.protocol.window.run.PartitionClock} and {@link
 * io.sillok.protocol.window.run.WindowState}.
 */
@NullMarked
package io.sillok.protocol.window.run;

import org.jspecify.annotations.NullMarked;
