package io.sillok.loadtests.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs the faults that are asked for; ends with 1 if something that was promised does not hold. */
public final class Main {

  private Main() {}

  /** {@code Main PROJECT-DIRECTORY [--short] [--only FAULT,…] [--servers N]}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path project = Path.of(arguments[0]);
    FaultSuite suite;
    try {
      suite = FaultSuite.of(project, Asked.parse(List.of(arguments).subList(1, arguments.length)));
    } catch (IllegalArgumentException notUnderstood) {
      System.err.println(notUnderstood.getMessage());
      System.exit(2);
      return;
    }
    System.exit(suite.run() ? 0 : 1);
  }
}
