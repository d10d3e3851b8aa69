package io.sillok.node.cli.append;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.append.file.Progress.Target;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.client.NodeClient.Answer;

/** Looks at the stream before anything is sent to it. */
final class TargetCheck {

  private final NodeClient node;
  private final Attempts attempts;

  TargetCheck(NodeClient node, Attempts attempts) {
    this.node = node;
    this.attempts = attempts;
  }

  /**
   * @throws CommandFailure if the stream does not take events like these
   */
  void check(Target target) {
    JsonNode stream = ask("/v1/streams/" + NodeClient.segment(target.stream()));
    if (target.key().isEmpty()) {
      return;
    }
    if (stream.path("kind").asText().equals("unkeyed")) {
      throw new CommandFailure(
          ExitCode.USAGE, "stream %s is unkeyed; leave out --key".formatted(target.stream()));
    }
    if (stream.path("key").isTextual()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "stream %s has its key in field %s of each event; leave out --key"
              .formatted(target.stream(), stream.path("key").asText()));
    }
  }

  /**
   * @throws CommandFailure if the stream has nothing, though lines were appended to it
   */
  void checkNotEmpty(Target target) {
    JsonNode page =
        ask("/v1/streams/%s/events?limit=1".formatted(NodeClient.segment(target.stream())));
    if (page.path("events").isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "stream %s has no events, though the progress says that lines were appended to it; if it is another store, delete the progress or name another file with --progress"
              .formatted(target.stream()));
    }
  }

  private JsonNode ask(String path) {
    Answer answer = attempts.ask(() -> node.answerTo(path));
    if (!answer.success()) {
      throw CommandFailure.ofProblem(answer.status(), answer.body());
    }
    attempts.succeeded();
    return answer.body();
  }
}
