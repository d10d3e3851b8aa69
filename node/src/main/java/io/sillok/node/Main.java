package io.sillok.node;

import io.sillok.node.cli.SillokCommand;
import io.sillok.node.cli.Terminal;

/** The program {@code sillok}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(SillokCommand.run(Terminal.ofProcess(), args));
  }
}
