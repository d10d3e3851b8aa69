/**
 * Users of a storefront as simulations of Gatling: customers, systems that append events, readers
 * of server-sent events and workers of a queue, who come at a rate, whoever is still being served.
 * Knows a node by HTTP only, and writes down what it acknowledged; whether that is true is checked
 * by who starts it, {@code load-tests/run gatling}. Start with {@link
 * io.sillok.loadtests.gatling.Storefront}.
 */
@NullMarked
package io.sillok.loadtests.gatling;

import org.jspecify.annotations.NullMarked;
