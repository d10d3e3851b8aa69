package io.sillok.loadtests;

import java.io.IOException;

/** The disk that all contenders share. */
public final class Disk {

  private Disk() {}

  /**
   * Has what the operating system still holds in memory written, so that whoever leaves that for
   * later does not leave it to the next sample. Does nothing without the command {@code sync}.
   */
  public static void writeBack() throws InterruptedException {
    try {
      new ProcessBuilder("sync").inheritIO().start().waitFor();
    } catch (IOException notThere) {
      // The next sample may pay for it.
    }
  }
}
