package io.sillok.examples.storefront.sales;

/**
 * So many units of a product have been sold by now.
 *
 * @param milestone 10, 100, 1000 and so on
 * @param unitsSold in all, at least the milestone
 */
public record MilestoneReached(String productId, long milestone, long unitsSold) {}
