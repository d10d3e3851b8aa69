/**
 * What clients do all the time, whatever breaks, and what they remember of it. Start with {@link
 * io.sillok.loadtests.faults.workload.Workload}.
 */
@NullMarked
package io.sillok.loadtests.faults.workload;

import org.jspecify.annotations.NullMarked;
