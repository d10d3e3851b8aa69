package io.sillok.node.cli.append;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.sillok.node.cli.append.Entry.Event;
import io.sillok.node.cli.append.Entry.Refusal;
import io.sillok.node.cli.append.JsonLine.MalformedException;
import io.sillok.node.cli.append.file.Line;
import io.sillok.node.cli.append.file.LineSource;
import io.sillok.node.cli.append.file.Progress.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes a CloudEvent of each line, with the line's number as its id, so that a line that is sent
 * again is known. A line that is a whole CloudEvent stays as it is.
 */
final class Envelopes {

  private static final byte[] NOTHING = {};

  private final String before;
  private final List<String> keyPath;

  Envelopes(Target target) {
    this.before =
        "{\"specversion\":\"1.0\",\"type\":%s,\"source\":%s,\"id\":\"line-"
            .formatted(quoted(target.stream()), quoted(target.source()));
    this.keyPath = target.key().isEmpty() ? List.of() : List.of(target.key().split("\\."));
  }

  Entry envelop(Line line) {
    if (line.tooLong()) {
      return Refusal.of(
          line,
          "line-too-long",
          "has more than %d bytes, which no event may have".formatted(LineSource.LONGEST));
    }
    try {
      JsonLine json = JsonLine.read(line.bytes(), keyPath);
      if (json.cloudEvent()) {
        return new Event(line, NOTHING);
      }
      if (!keyPath.isEmpty() && json.key().isEmpty()) {
        return Refusal.of(
            line,
            "missing-key",
            "has no value in field %s, which --key says is the key"
                .formatted(String.join(".", keyPath)));
      }
      String subject = json.key().map(key -> ",\"subject\":" + quoted(key)).orElse("");
      String head = before + line.number() + "\"" + subject + ",\"data\":";
      return new Event(line, head.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedException malformed) {
      return Refusal.of(line, "malformed-json", "is not JSON: " + malformed.getMessage());
    }
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
