package io.sillok.protocol.window.run;

import io.sillok.protocol.window.ResultKind;
import io.sillok.protocol.window.Window;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One of a key. */
final class Session {

  static final Comparator<Session> ORDER =
      Comparator.<Session>comparingLong(session -> session.due)
          .thenComparing(session -> session.window)
          .thenComparing(session -> session.key);

  final String key;
  final Summary summary;

  /** Of sessions that it has absorbed, what was told last and is to be taken back. */
  final List<WindowResult> retracts = new ArrayList<>();

  Window window;
  int version;
  long due;

  Session(String key, Window window, Summary summary) {
    this.key = key;
    this.window = window;
    this.summary = summary;
  }

  /** Its last result, but for the values. */
  WindowResult told() {
    return new WindowResult(
        key, window, version, ResultKind.RETRACT, due, summary.count(), List.of());
  }

  void write(Summaries<?> summaries, DataOutput out) throws IOException {
    write(window, out);
    out.writeInt(version);
    out.writeLong(due);
    summaries.write(summary, out);
    out.writeInt(retracts.size());
    for (WindowResult told : retracts) {
      write(told.window(), out);
      out.writeInt(told.version());
      out.writeLong(told.due());
      out.writeLong(told.count());
    }
  }

  static Session read(String key, Summaries<?> summaries, DataInput in) throws IOException {
    Window window = readWindow(in);
    int version = in.readInt();
    long due = in.readLong();
    Session session = new Session(key, window, summaries.read(in));
    session.version = version;
    session.due = due;
    int retracts = in.readInt();
    for (int each = 0; each < retracts; each++) {
      Window told = readWindow(in);
      int toldVersion = in.readInt();
      long toldDue = in.readLong();
      session.retracts.add(
          new WindowResult(
              key, told, toldVersion, ResultKind.RETRACT, toldDue, in.readLong(), List.of()));
    }
    return session;
  }

  private static void write(Window window, DataOutput out) throws IOException {
    out.writeLong(window.start());
    out.writeLong(window.end());
  }

  private static Window readWindow(DataInput in) throws IOException {
    return new Window(in.readLong(), in.readLong());
  }
}
