package io.sillok.loadtests.faults.check;

import java.util.List;

/**
 * What a check found.
 *
 * @param guarantee what must hold, as a sentence
 * @param checked so many things were looked at
 * @param least fewer than that would say nothing, and count as a failure
 * @param violations what does not hold, each with the values
 */
public record Finding(String guarantee, long checked, long least, List<String> violations) {

  public Finding {
    violations = List.copyOf(violations);
  }

  /** Whether it holds, of enough to be worth anything. */
  public boolean holds() {
    return violations.isEmpty() && checked >= least;
  }

  /** In one line, for people. */
  public String line() {
    String outcome = holds() ? "holds" : "FAILS";
    String why =
        violations.isEmpty()
            ? checked < least ? ", fewer than the %d that it takes".formatted(least) : ""
            : ", %d violations, such as: %s".formatted(violations.size(), violations.getFirst());
    return "%s: %s (%d checked%s)".formatted(outcome, guarantee, checked, why);
  }
}
