package io.sillok.node.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Why the command line could not do what it was asked to; the message is for people. */
public sealed class CommandFailure extends RuntimeException permits NodeUnreachable {

  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final transient Optional<JsonNode> problem;

  /**
   * @param exitCode one of {@link ExitCode}
   */
  public CommandFailure(int exitCode, String message) {
    this(exitCode, message, Optional.empty());
  }

  /**
   * @param problem the same for programs
   */
  public CommandFailure(int exitCode, String message, JsonNode problem) {
    this(exitCode, message, Optional.of(problem));
  }

  private CommandFailure(int exitCode, String message, Optional<JsonNode> problem) {
    super(message);
    this.exitCode = exitCode;
    this.problem = problem;
  }

  /** The node's own words, and below them what was wrong with each field. */
  public static CommandFailure ofProblem(int status, JsonNode problem) {
    String code = problem.path("code").asText("");
    StringBuilder message = new StringBuilder();
    String title = problem.path("title").asText("The node answered with status " + status);
    String detail = problem.path("detail").asText("");
    message.append(title);
    if (!detail.isEmpty() && !detail.equals(title)) {
      message.append(title.endsWith(".") ? " " : ": ").append(detail);
    }
    if (!code.isEmpty()) {
      message.append(" (").append(code).append(')');
    }
    for (JsonNode error : problem.path("errors")) {
      String pointer = error.path("pointer").asText("");
      message
          .append(System.lineSeparator())
          .append("  ")
          .append(pointer.isEmpty() ? "(whole body)" : pointer)
          .append(": ")
          .append(error.path("message").asText(""));
    }
    return new CommandFailure(ExitCode.of(status, code), message.toString(), Optional.of(problem));
  }

  /** The same with more to say. */
  public final CommandFailure with(String more) {
    return new CommandFailure(exitCode, text() + System.lineSeparator() + more, problem);
  }

  /** The message. */
  public final String text() {
    return String.valueOf(getMessage());
  }

  public final int exitCode() {
    return exitCode;
  }

  /** The node's answer, if it was one that refused. */
  public final Optional<JsonNode> problem() {
    return problem;
  }
}
