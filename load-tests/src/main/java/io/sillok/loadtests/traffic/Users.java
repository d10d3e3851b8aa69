package io.sillok.loadtests.traffic;

import java.util.Locale;

/** Who comes to a storefront. */
enum Users {
  /** Each has a cart. */
  CUSTOMERS(1),
  /** Systems that append events. */
  SOURCES(0.5),
  /** Of a queue of these events. */
  WORKERS(0.25),
  /** Of server-sent events. */
  READERS(0.1);

  private final double eachCustomer;

  Users(double eachCustomer) {
    this.eachCustomer = eachCustomer;
  }

  /** So many come for each customer. */
  double eachCustomer() {
    return eachCustomer;
  }

  /** What Gatling's process calls them. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
