package io.sillok.node.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A call of a document: what stands behind {@code $} in a block of code, over as many lines as its
 * quotes and backslashes hold together.
 *
 * @param line of the document where it begins, from 1
 * @param answer the lines below it, up to an empty one or the next call
 */
record DocumentedCall(Path document, int line, String command, List<String> answer) {

  private static final String FENCE = "```";
  private static final String PROMPT = "$ ";

  /** All calls of {@code document}, in order. */
  static List<DocumentedCall> of(Path document) throws IOException {
    List<String> lines = Files.readAllLines(document);
    List<DocumentedCall> calls = new ArrayList<>();
    boolean code = false;
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).startsWith(FENCE)) {
        code = !code;
      } else if (code && lines.get(at).startsWith(PROMPT)) {
        calls.add(read(document, lines, at));
      }
    }
    return calls;
  }

  private static DocumentedCall read(Path document, List<String> lines, int first) {
    StringBuilder command = new StringBuilder(lines.get(first).substring(PROMPT.length()));
    int next = first + 1;
    while (goesOn(command)) {
      command.append('\n').append(lines.get(next++));
    }
    List<String> answer = new ArrayList<>();
    while (isAnswer(lines.get(next))) {
      answer.add(lines.get(next++));
    }
    return new DocumentedCall(document, first + 1, command.toString(), answer);
  }

  private static boolean goesOn(CharSequence command) {
    boolean single = false;
    boolean twice = false;
    for (int at = 0; at < command.length(); at++) {
      char character = command.charAt(at);
      if (character == '\'' && !twice) {
        single = !single;
      } else if (character == '"' && !single) {
        twice = !twice;
      }
    }
    return single || twice || command.charAt(command.length() - 1) == '\\';
  }

  private static boolean isAnswer(String line) {
    return !line.isBlank() && !line.startsWith(FENCE) && !line.startsWith(PROMPT);
  }

  /** Whether it listens until somebody ends it. */
  boolean isEndless() {
    return command.contains("curl -sN");
  }

  /** Whether it asks for what follows from events. */
  boolean isOfProjection() {
    return command.contains("/v1/projections");
  }

  @Override
  public String toString() {
    return "%s:%d %s".formatted(document.getFileName(), line, command);
  }
}
