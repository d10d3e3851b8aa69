package io.sillok.node.cli.demo.views;

/** Counts what was told of views. Thread-safe. */
final class ViewTally {

  private long views;
  private long failed;

  synchronized void told(int more) {
    views += more;
  }

  synchronized void failed() {
    failed++;
  }

  synchronized long views() {
    return views;
  }

  synchronized long failures() {
    return failed;
  }

  /** All of it in one line. */
  synchronized String line() {
    return "      %d views of products%s"
        .formatted(views, failed == 0 ? "" : ", " + failed + " FAILED");
  }
}
