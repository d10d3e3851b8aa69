package io.sillok.loadtests;

import java.util.List;

/**
 * What contenders promise about one thing, so that figures are not compared without it.
 *
 * @param of what they promise something about, such as {@code order}
 * @param promises of each contender, in their order
 */
public record Guarantee(String of, List<String> promises) {

  public Guarantee {
    promises = List.copyOf(promises);
  }

  /** What is promised about {@code what}, by each contender in turn. */
  public static Guarantee of(String what, String... promises) {
    return new Guarantee(what, List.of(promises));
  }
}
