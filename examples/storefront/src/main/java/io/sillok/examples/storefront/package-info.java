/**
 * The tutorial: a shop's carts and products as a Sillok module. Rules only; what serves, stores and
 * replays them is Sillok's. Start with {@link Storefront}, then read {@link
 * io.sillok.examples.storefront.cart.CartRules}.
 */
@NullMarked
package io.sillok.examples.storefront;

import org.jspecify.annotations.NullMarked;
