package io.sillok.node.window.shard;

import io.sillok.node.stream.append.Encoding;
import io.sillok.node.stream.append.EventEncoder;
import io.sillok.protocol.window.run.WindowResult;
import java.util.List;
import java.util.Optional;

/**
 * A result as it can be told: one whose values do not fit, such as those that are larger than an
 * event may be, has a failure instead. What is appended, kept to be asked for and made anew to be
 * compared is the same.
 *
 * @param event it is told by
 */
public record FittingResult(WindowResult result, Encoding.Ready event) {

  /**
   * @param number of it among the shard's
   * @param encoder of the stream of results
   * @throws HaltedException if not even a failure can be told
   */
  public static FittingResult of(
      long number, WindowResult result, OutputEvents events, EventEncoder encoder) {
    return switch (encoder.encode(events.result(number, result))) {
      case Encoding.Ready ready -> new FittingResult(result, ready);
      case Encoding.Wrong wrong when result.values().isEmpty() ->
          throw new HaltedException(wrong.why().message());
      case Encoding.Wrong wrong ->
          of(number, withoutValues(result, wrong.why().message()), events, encoder);
    };
  }

  private static WindowResult withoutValues(WindowResult result, String why) {
    return new WindowResult(
        result.key(),
        result.window(),
        result.version(),
        result.kind(),
        result.due(),
        result.count(),
        List.of(),
        Optional.of("The result cannot be told: " + why));
  }
}
