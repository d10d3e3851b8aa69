package io.sillok.node.stream.filter.complaint;

import java.util.List;

/**
 * What is wrong at one place of an expression.
 *
 * @param line from 1
 * @param column from 1
 * @param message for people: what was found, and what was expected
 * @param fields those that there are, where an unknown field was named; otherwise none
 */
public record Complaint(int line, int column, String message, List<String> fields) {

  public Complaint {
    fields = List.copyOf(fields);
  }

  public Complaint(int line, int column, String message) {
    this(line, column, message, List.of());
  }
}
