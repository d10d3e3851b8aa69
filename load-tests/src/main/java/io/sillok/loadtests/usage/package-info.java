/**
 * What processes take of the machine while they are measured: processor time and memory. Start with
 * {@link Costs} and {@link Usage}.
 */
@NullMarked
package io.sillok.loadtests.usage;

import org.jspecify.annotations.NullMarked;
