/**
 * Visitors who look at the products of the demo's shop, and what its windows tell of them. Start
 * with {@link io.sillok.node.cli.demo.views.Viewing}.
 */
@NullMarked
package io.sillok.node.cli.demo.views;

import org.jspecify.annotations.NullMarked;
