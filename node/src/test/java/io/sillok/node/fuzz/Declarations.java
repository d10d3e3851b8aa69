package io.sillok.node.fuzz;

/** What the node has, that is fuzzed. */
final class Declarations {

  static final String JOBS =
      """
      {"kind": "keyed", "key": "customerId", "schema": {
        "type": "record", "name": "JobCreated", "fields": [
          {"name": "customerId", "type": "string"}, {"name": "position", "type": "int"}]}}
      """;

  static final String VIEWS =
      """
      {"kind": "keyed", "key": "productId", "eventTime": "viewedAt", "schema": {
        "type": "record", "name": "PageViewed", "fields": [
          {"name": "productId", "type": "string"},
          {"name": "viewedAt", "type": {"type": "long", "logicalType": "timestamp-millis"}},
          {"name": "seconds", "type": "int"}]}}
      """;

  static final String PRODUCTS =
      """
      {"kind": "entity", "key": "productId", "eventTime": "listedAt", "schema": {
        "type": "record", "name": "ProductListed", "fields": [
          {"name": "productId", "type": "string"},
          {"name": "listedAt", "type": {"type": "long", "logicalType": "timestamp-millis"}},
          {"name": "stock", "type": "int"}]}}
      """;

  /** Nothing becomes ready by itself while it is looked at. */
  static final String QUEUE =
      """
      {"from": "start", "lease": "PT10M", "maxAttempts": 100, "retryDelay": "PT10M", "ordered": "none"}
      """;

  static final String PER_HOUR =
      """
      {"stream": "views", "window": {"kind": "tumbling", "size": "PT1H"},
       "outOfOrderness": "PT10M", "allowedLateness": "PT0S",
       "aggregates": {"views": {"function": "count"}, "longest": {"function": "max", "field": "seconds"}}}
      """;

  private Declarations() {}
}
