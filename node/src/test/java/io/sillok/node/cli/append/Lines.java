package io.sillok.node.cli.append;

import io.sillok.node.cli.append.file.Line;
import io.sillok.node.cli.append.file.Progress.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lines as tests write them. */
final class Lines {

  static final Target TARGET = new Target("page-viewed", "http://h:1", "file:/a \"b\"", "");

  private Lines() {}

  static Line line(long number, String text) {
    return new Line(number, text.getBytes(StandardCharsets.UTF_8), false);
  }

  /** Lines 1 and so on, each an entry of its own. */
  static List<Entry> entries(String... texts) {
    Envelopes envelopes = new Envelopes(TARGET);
    List<Entry> entries = new ArrayList<>();
    for (String text : texts) {
      entries.add(envelopes.envelop(line(entries.size() + 1, text)));
    }
    return entries;
  }
}
