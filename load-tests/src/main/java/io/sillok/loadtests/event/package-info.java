/**
 * The events that are appended and read, and what says that none is missing. Start with {@link
 * PageViews}.
 */
@NullMarked
package io.sillok.loadtests.event;

import org.jspecify.annotations.NullMarked;
