package io.sillok.examples.storefront.views;

import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.projection.ProjectionSource;
import io.sillok.protocol.window.Lateness;
import java.time.Duration;

/** The stream of views, and what all that read it have in common. */
public final class Views {

  /** By visitor, at the time that the browser tells. */
  public static final EventDefinition<ProductViewed> PRODUCT_VIEWED =
      EventDefinition.keyed("product-viewed", ProductViewed.class, "visitorId").at("viewedAt");

  static final ProjectionSource<ProductViewed, ProductViewed> SOURCE =
      ProjectionSource.of(PRODUCT_VIEWED.stream(), ProductViewed.class);

  /** Browsers send what they have within seconds; what a lost connection held back, in minutes. */
  static final Lateness LATENESS =
      Lateness.of(Duration.ofSeconds(5)).allowing(Duration.ofMinutes(2));

  private Views() {}
}
