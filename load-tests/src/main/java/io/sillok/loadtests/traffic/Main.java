package io.sillok.loadtests.traffic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Drives a storefront as its users do; ends with 1 if something that was asserted does not hold.
 */
public final class Main {

  private Main() {}

  /** {@code Main PROJECT-DIRECTORY steady|spike|soak [--nodes N | --url URL…]}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path project = Path.of(arguments[0]);
    TrafficRun run;
    try {
      run = TrafficRun.of(project, Asked.parse(List.of(arguments).subList(1, arguments.length)));
    } catch (IllegalArgumentException notUnderstood) {
      System.err.println(notUnderstood.getMessage());
      System.exit(2);
      return;
    }
    System.exit(run.run() ? 0 : 1);
  }
}
