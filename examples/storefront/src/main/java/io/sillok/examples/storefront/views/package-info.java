/**
 * What customers look at: how many look at a product, and what one has looked at in a visit. Start
 * with {@link io.sillok.examples.storefront.views.ProductViewers}.
 */
@NullMarked
package io.sillok.examples.storefront.views;

import org.jspecify.annotations.NullMarked;
