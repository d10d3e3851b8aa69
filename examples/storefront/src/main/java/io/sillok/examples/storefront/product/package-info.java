/**
 * Products: listed with a price and a stock, repriced, restocked, withdrawn and listed again. Knows
 * no carts. Read {@link ProductCommand}, {@link ProductEvent}, {@link Product} and then {@link
 * ProductRules}.
 */
@NullMarked
package io.sillok.examples.storefront.product;

import org.jspecify.annotations.NullMarked;
