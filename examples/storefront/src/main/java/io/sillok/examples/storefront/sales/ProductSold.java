package io.sillok.examples.storefront.sales;

import java.math.BigDecimal;

/**
 * Some of a product was sold. It tells the whole truth of that sale: nobody has to look into the
 * cart.
 *
 * @param cartId in which it was bought
 * @param unitPrice the price of one
 */
public record ProductSold(String productId, String cartId, int quantity, BigDecimal unitPrice) {}
