/**
 * What breaks: one class for each kind of fault. Each strikes, waits and puts all back in order.
 * Start with {@link io.sillok.loadtests.faults.fault.Fault}.
 */
@NullMarked
package io.sillok.loadtests.faults.fault;

import org.jspecify.annotations.NullMarked;
