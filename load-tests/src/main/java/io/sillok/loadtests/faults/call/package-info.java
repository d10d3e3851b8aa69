/**
 * HTTP calls of nodes that may be gone: one try, or tries until there is an answer for good. Start
 * with {@link io.sillok.loadtests.faults.call.Calls}.
 */
@NullMarked
package io.sillok.loadtests.faults.call;

import org.jspecify.annotations.NullMarked;
