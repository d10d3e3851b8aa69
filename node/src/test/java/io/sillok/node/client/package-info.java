/**
 * Tests of the Java client against real nodes, as processes of their own, over connections that
 * break. Start with {@link CuttingProxy}.
 */
@NullMarked
package io.sillok.node.client;

import org.jspecify.annotations.NullMarked;
