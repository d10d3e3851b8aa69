package io.sillok.node.cli.append;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.append.Entry.Event;
import io.sillok.node.cli.append.Entry.Fault;
import io.sillok.node.cli.append.Entry.Refusal;
import io.sillok.node.cli.append.Settlement.Outcome;
import io.sillok.node.cli.append.Settlement.Pending;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from a node's answer what became of each event that was sent. */
final class AnswerReader {

  private static final Pattern PLACE = Pattern.compile("/([0-9]{1,9})(/.*)?");
  private static final String DATA = "/data";

  private AnswerReader() {}

  /**
   * Takes one result for each event; some may be left open.
   *
   * @return why some could not be appended now
   */
  static Optional<String> results(Settlement settlement, List<Pending> sent, Answer answer) {
    JsonNode results = answer.body().path("results");
    if (results.size() != sent.size()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "the node answered for %d of %d events; is it a Sillok node?"
              .formatted(results.size(), sent.size()));
    }
    Optional<String> failed = Optional.empty();
    for (int each = 0; each < sent.size(); each++) {
      JsonNode result = results.get(each);
      int index = sent.get(each).index();
      switch (result.path("status").asText()) {
        case "appended" -> settlement.settle(index, new Outcome.Appended());
        case "duplicate" -> settlement.settle(index, new Outcome.Duplicate());
        case "refused" -> settlement.settle(index, refused(sent.get(each).event(), result));
        case "failed" ->
            failed =
                Optional.of(
                    "%s (%s)"
                        .formatted(result.path("message").asText(), result.path("code").asText()));
        default -> {} // withheld because of another, which is refused
      }
    }
    return failed;
  }

  /**
   * Takes a problem: nothing was appended, because some are wrong.
   *
   * @throws CommandFailure if it is about something else than single events
   */
  static void problem(Settlement settlement, List<Pending> sent, Answer answer) {
    SortedMap<Integer, List<Fault>> faults = new TreeMap<>();
    for (JsonNode error : answer.body().path("errors")) {
      Matcher place = PLACE.matcher(error.path("pointer").asText());
      if (place.matches() && Integer.parseInt(place.group(1)) < sent.size()) {
        int each = Integer.parseInt(place.group(1));
        faults
            .computeIfAbsent(each, any -> new ArrayList<>())
            .add(fault(sent.get(each).event(), error));
      }
    }
    if (faults.isEmpty()) {
      throw CommandFailure.ofProblem(answer.status(), answer.body());
    }
    faults.forEach((each, wrong) -> {
      Pending pending = sent.get(each);
      Refusal refusal = new Refusal(pending.event().line(), wrong.getFirst().code(), wrong);
      settlement.settle(pending.index(), new Outcome.Refused(refusal));
    });
  }

  private static Outcome refused(Event event, JsonNode result) {
    List<Fault> faults = new ArrayList<>();
    for (JsonNode error : result.path("errors")) {
      faults.add(fault(event, error));
    }
    String code = result.path("code").asText();
    return new Outcome.Refused(
        faults.isEmpty()
            ? Refusal.of(event.line(), code, result.path("message").asText())
            : new Refusal(event.line(), code, faults));
  }

  /** The node's pointers lead into the request; a line knows nothing of that. */
  private static Fault fault(Event event, JsonNode error) {
    Matcher place = PLACE.matcher(error.path("pointer").asText());
    String within = place.matches() && place.group(2) != null ? place.group(2) : "";
    if (event.isBare() && (within.equals(DATA) || within.startsWith(DATA + "/"))) {
      within = within.substring(DATA.length());
    }
    return new Fault(error.path("code").asText(), within, error.path("message").asText());
  }
}
