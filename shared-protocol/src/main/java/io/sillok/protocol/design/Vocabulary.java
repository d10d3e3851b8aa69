package io.sillok.protocol.design;

import java.util.Set;

/** Words by which a field tells what it holds. */
final class Vocabulary {

  static final Set<String> NUMBERS =
      Set.of(
          "age",
          "altitude",
          "amount",
          "balance",
          "bytes",
          "capacity",
          "cost",
          "count",
          "delay",
          "depth",
          "discount",
          "distance",
          "elevation",
          "fee",
          "height",
          "hours",
          "lat",
          "latitude",
          "length",
          "lng",
          "lon",
          "longitude",
          "millis",
          "minutes",
          "percent",
          "percentage",
          "pressure",
          "price",
          "qty",
          "quantity",
          "ratio",
          "score",
          "seconds",
          "size",
          "speed",
          "stock",
          "subtotal",
          "sum",
          "tax",
          "temperature",
          "total",
          "volume",
          "weight",
          "width");

  /** A name that begins with one of them asks for yes or no. */
  static final Set<String> QUESTIONS =
      Set.of("are", "can", "did", "does", "has", "is", "should", "was", "were", "will");

  static final Set<String> ANSWERS =
      Set.of(
          "active",
          "cancelled",
          "canceled",
          "deleted",
          "disabled",
          "diverted",
          "enabled",
          "flag",
          "valid",
          "verified");

  static final Set<String> TIMES = Set.of("birthday", "date", "deadline", "dob", "time", "until");

  static final Set<String> INSTANTS = Set.of("datetime", "epoch", "instant", "timestamp");

  static final Set<String> ENUMS =
      Set.of(
          "category",
          "direction",
          "gender",
          "kind",
          "level",
          "mode",
          "phase",
          "priority",
          "severity",
          "sex",
          "stage",
          "status",
          "type",
          "weekday");

  static final Set<String> MONEY =
      Set.of(
          "balance",
          "cost",
          "fare",
          "fee",
          "money",
          "payment",
          "price",
          "revenue",
          "salary",
          "tax",
          "turnover",
          "vat",
          "wage");

  /** Money only as the last word: a {@code totalDistance} is none. */
  static final Set<String> AMOUNTS =
      Set.of("amount", "budget", "charge", "discount", "subtotal", "tip", "total");

  /** A field that is named so, and others that may be absent, are several events in one. */
  static final Set<String> SELECTORS =
      Set.of("action", "kind", "op", "operation", "subtype", "type");

  static final Set<String> KEYS = Set.of("guid", "id", "key", "uuid");

  static final Set<String> LINKS = Set.of("href", "link", "uri", "url");

  /** Of an event that tells nothing else, they tell nothing. */
  static final Set<String> CHANGES =
      Set.of("changed", "edited", "modified", "refreshed", "touched", "updated");

  private Vocabulary() {}
}
