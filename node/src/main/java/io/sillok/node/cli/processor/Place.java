package io.sillok.node.cli.processor;

import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an event is in the input of a processor. */
record Place(int partition, long offset) {

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})/([0-9]{1,18})");

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws CommandFailure if it is not such a text
   */
  static Place of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "a parked event is named by partition and offset, such as 3/17, but is '%s'"
              .formatted(text));
    }
    return new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }

  @Override
  public String toString() {
    return partition + "/" + offset;
  }
}
