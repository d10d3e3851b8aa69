package io.sillok.node.window.definition.declared;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An aggregate of a declared projection. All but the count leave out events without the field. */
public sealed interface Aggregation {

  /** How documents name it, such as {@code sum}. */
  String function();

  /** The path of what is aggregated, such as {@code order.total}; absent: events are counted. */
  Optional<String> field();

  /** All functions, as documents name them. */
  static List<String> functions() {
    return List.of(
        "count",
        "sum",
        "min",
        "max",
        "avg",
        "first",
        "last",
        "distinct",
        "percentile",
        "top",
        "collect");
  }

  /** How many events there are, whatever they hold. */
  record Count() implements Aggregation {
    @Override
    public String function() {
      return "count";
    }

    @Override
    public Optional<String> field() {
      return Optional.empty();
    }
  }

  /** What a field comes to. */
  record Plain(Function plain, String path) implements Aggregation {

    /** What needs to know nothing but the field. */
    public enum Function {
      SUM,
      MIN,
      MAX,
      AVG,
      FIRST,
      LAST;

      /** How documents name it. */
      public String text() {
        return name().toLowerCase(Locale.ROOT);
      }

      /** The one that documents name so. */
      public static Optional<Function> find(String text) {
        return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
      }
    }

    @Override
    public String function() {
      return plain.text();
    }

    @Override
    public Optional<String> field() {
      return Optional.of(path);
    }
  }

  /**
   * How many different values a field has.
   *
   * @param exact up to so many exactly, and estimated beyond
   */
  record Distinct(String path, int exact) implements Aggregation {

    public static final int USUAL = 10_000;
    public static final int MOST = 100_000;

    @Override
    public String function() {
      return "distinct";
    }

    @Override
    public Optional<String> field() {
      return Optional.of(path);
    }
  }

  /**
   * The number below which a part of a field's values is.
   *
   * @param percent from 0 to 100
   */
  record Percentile(String path, double percent) implements Aggregation {
    @Override
    public String function() {
      return "percentile";
    }

    @Override
    public Optional<String> field() {
      return Optional.of(path);
    }
  }

  /**
   * The most frequent values of a field.
   *
   * @param most so many
   */
  record Top(String path, int most) implements Aggregation {

    public static final int MOST = 1_000;

    @Override
    public String function() {
      return "top";
    }

    @Override
    public Optional<String> field() {
      return Optional.of(path);
    }
  }

  /**
   * The first values of a field.
   *
   * @param most so many
   */
  record Collect(String path, int most) implements Aggregation {

    public static final int MOST = 1_000;

    @Override
    public String function() {
      return "collect";
    }

    @Override
    public Optional<String> field() {
      return Optional.of(path);
    }
  }
}
