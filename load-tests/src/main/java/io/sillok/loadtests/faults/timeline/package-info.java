/**
 * What happened when, and its picture. Judges nothing. Start with {@link
 * io.sillok.loadtests.faults.timeline.Timeline}.
 */
@NullMarked
package io.sillok.loadtests.faults.timeline;

import org.jspecify.annotations.NullMarked;
