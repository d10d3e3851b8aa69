package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.stream.consumer.ConsumerAnswer.Refused;
import io.sillok.node.stream.consumer.ConsumerId;

/** The problems of named consumers. */
final class ConsumerProblems {

  private ConsumerProblems() {}

  static Problem unknown(ConsumerId id) {
    return Problem.of(
        404,
        "unknown-consumer",
        "There is no such consumer",
        "Stream %s has no consumer %s; create it with PUT /v1/streams/%s/consumers/%s"
            .formatted(id.stream(), id.name(), id.stream(), id.name()));
  }

  static Problem invalidPosition(ConsumerId id, String text, String why) {
    return Problem.of(
        400,
        "invalid-position",
        "The position is not one of this consumer",
        "The position must be one that consumer %s of stream %s handed out, but '%s' %s"
            .formatted(id.name(), id.stream(), Problems.shown(text), why));
  }

  static Problem refused(ConsumerId id, Refused refused) {
    return switch (refused.code()) {
      case "unknown-consumer" -> unknown(id);
      case "invalid-position" ->
          Problem.of(
              400,
              "invalid-position",
              "The position is not one of this consumer",
              refused.message());
      case "consumer-reset" ->
          Problem.of(
              409,
              "consumer-reset",
              "The consumer was reset after the position was given",
              refused.message());
      default ->
          Problem.of(409, refused.code(), "There is a consumer of this name", refused.message());
    };
  }

  static Problem invalidInstance(String name) {
    return Problems.invalidParameter(
        "instance",
        "must be 1 to 100 letters, digits, dots, hyphens and underscores, but is '%s'"
            .formatted(Problems.shown(name)));
  }
}
