package io.sillok.node.stream.filter.complaint;

import java.util.List;

/** The words that people can use in an expression. */
public final class Vocabulary {

  /** The variable that holds the event's fields. */
  public static final String DATA = "data";

  public static final List<String> VARIABLES =
      List.of(DATA, "key", "time", "appendedAt", "stream", "partition", "offset");

  /** Functions and macros, without operators. */
  static final List<String> FUNCTIONS =
      List.of(
          "all",
          "bool",
          "bytes",
          "contains",
          "double",
          "duration",
          "dyn",
          "endsWith",
          "exists",
          "exists_one",
          "filter",
          "getDate",
          "getDayOfMonth",
          "getDayOfWeek",
          "getDayOfYear",
          "getFullYear",
          "getHours",
          "getMilliseconds",
          "getMinutes",
          "getMonth",
          "getSeconds",
          "has",
          "int",
          "lowerAscii",
          "map",
          "matches",
          "size",
          "startsWith",
          "string",
          "substring",
          "timestamp",
          "trim",
          "type",
          "uint",
          "upperAscii");

  private Vocabulary() {}
}
