/** Turns samples into a table, JSON lines and the kept results. Start with {@link Report}. */
@NullMarked
package io.sillok.loadtests.report;

import org.jspecify.annotations.NullMarked;
