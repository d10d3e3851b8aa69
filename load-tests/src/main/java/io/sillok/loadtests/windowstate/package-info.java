/**
 * What the windows of a node cost while they are open, and how soon they go on or are told. Start
 * with {@link WindowStateComparison} and {@link WindowWeekComparison}.
 */
@NullMarked
package io.sillok.loadtests.windowstate;

import org.jspecify.annotations.NullMarked;
