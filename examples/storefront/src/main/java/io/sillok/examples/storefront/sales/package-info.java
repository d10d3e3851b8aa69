/**
 * What was sold, told as events of products rather than of carts. Start with {@link
 * io.sillok.examples.storefront.sales.ProductSales}.
 */
@NullMarked
package io.sillok.examples.storefront.sales;

import org.jspecify.annotations.NullMarked;
