package io.sillok.client.append;

import io.sillok.client.append.AppendResult.Appended;
import io.sillok.client.append.AppendResult.Failed;
import io.sillok.client.append.AppendResult.Refused;
import io.sillok.client.failure.SillokException;
import java.util.List;

/** Not all events that were to be appended are in the stream; the results tell which are. */
public final class AppendFailedException extends SillokException {

  private static final long serialVersionUID = 1L;

  private final transient AppendResults results;

  AppendFailedException(AppendResults results) {
    super(message(results.results()));
    this.results = results;
  }

  /** What became of each. */
  public AppendResults results() {
    return results;
  }

  /** Whether some failed and none was refused, so that appending the same again may complete it. */
  @Override
  public boolean retryable() {
    return results.results().stream().noneMatch(Refused.class::isInstance);
  }

  private static String message(List<AppendResult> results) {
    long missing = results.stream().filter(result -> !result.inStream()).count();
    String first = "";
    for (int index = results.size() - 1; index >= 0; index--) {
      first =
          switch (results.get(index)) {
            case Appended appended -> first;
            case Refused(var code, var message, var errors) ->
                "event %d was refused: %s (%s)".formatted(index, message, code);
            case Failed(var code, var message) ->
                "event %d failed: %s (%s)".formatted(index, message, code);
          };
    }
    return "%d of %d events were not appended; %s".formatted(missing, results.size(), first);
  }
}
