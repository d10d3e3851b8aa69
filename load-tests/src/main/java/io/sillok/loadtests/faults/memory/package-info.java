/**
 * Has a process of Java run out of memory, from outside: an agent that is attached to it keeps all
 * that it allocates. Knows no node. Start with {@link io.sillok.loadtests.faults.memory.LeakAgent}.
 */
@NullMarked
package io.sillok.loadtests.faults.memory;

import org.jspecify.annotations.NullMarked;
