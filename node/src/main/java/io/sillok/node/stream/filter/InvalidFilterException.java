package io.sillok.node.stream.filter;

import io.sillok.node.stream.filter.complaint.Complaint;
import java.util.List;
import java.util.stream.Collectors;

/** An expression that is not one, or does not fit the schema. The message is for people. */
public final class InvalidFilterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int MOST_TOLD = 5;

  private final transient List<Complaint> complaints;

  /**
   * @param complaints at least one, in the order of the expression
   */
  InvalidFilterException(List<Complaint> complaints) {
    super(
        complaints.stream()
                .limit(MOST_TOLD)
                .map(each -> "%d:%d: %s".formatted(each.line(), each.column(), each.message()))
                .collect(Collectors.joining("; "))
            + (complaints.size() > MOST_TOLD
                ? "; and %d more".formatted(complaints.size() - MOST_TOLD)
                : ""));
    this.complaints = List.copyOf(complaints);
  }

  /** At least one, in the order of the expression. */
  public List<Complaint> complaints() {
    return complaints;
  }

  /** Of the first complaint, from 1. */
  public int line() {
    return complaints.getFirst().line();
  }

  /** Of the first complaint, from 1. */
  public int column() {
    return complaints.getFirst().column();
  }

  /**
   * Those that there are, where the first complaint that names an unknown field looked for it; none
   * if no complaint does.
   */
  public List<String> fields() {
    return complaints.stream()
        .map(Complaint::fields)
        .filter(fields -> !fields.isEmpty())
        .findFirst()
        .orElse(List.of());
  }
}
