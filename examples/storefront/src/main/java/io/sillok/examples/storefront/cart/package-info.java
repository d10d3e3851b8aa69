/**
 * Carts: filled, changed and checked out once. Knows no products; a cart keeps the prices it was
 * told. Read {@link CartCommand}, {@link CartEvent}, {@link Cart} and then {@link CartRules}.
 */
@NullMarked
package io.sillok.examples.storefront.cart;

import org.jspecify.annotations.NullMarked;
