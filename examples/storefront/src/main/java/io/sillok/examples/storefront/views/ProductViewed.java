package io.sillok.examples.storefront.views;

import java.time.Instant;

/**
 * Somebody looked at a product.
 *
 * @param visitorId known again by the browser; no name of a person
 */
public record ProductViewed(String visitorId, String productId, Instant viewedAt) {}
