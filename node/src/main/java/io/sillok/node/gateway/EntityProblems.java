package io.sillok.node.gateway;

import io.sillok.node.entity.CommandResult.Rejected;
import io.sillok.node.entity.CommandResult.WrongSequenceNumber;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.gateway.http.Problems;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The problems of commands and entities. */
final class EntityProblems {

  private EntityProblems() {}

  static Problem unknownEntityType(String type, Collection<String> known) {
    return Problem.of(
        404,
        "unknown-entity-type",
        "There is no such entity type",
        "No loaded module has an entity type %s; loaded are: %s"
            .formatted(Problems.shown(type), listed(known)));
  }

  static Problem unknownCommand(String type, String command, Collection<String> known) {
    return Problem.of(
        404,
        "unknown-command",
        "The entity type has no such command",
        "Entity type %s has no command %s; it has: %s"
            .formatted(type, Problems.shown(command), listed(known)));
  }

  static Problem invalidId(String rule) {
    return Problem.of(400, "invalid-id", "The entity's id is not valid", rule);
  }

  static Problem entityNotFound(EntityAddress entity, String when) {
    return Problem.of(
        404,
        "entity-not-found",
        "The entity has no events",
        "%s %s has no events%s; its first command makes it"
            .formatted(entity.type(), Problems.shown(entity.id()), when));
  }

  static Problem sequenceNumberNotReached(EntitySnapshot latest, long asked) {
    return Problem.of(
            404,
            "sequence-number-not-reached",
            "The entity has not come to this sequence number yet",
            "%s %s is at sequence number %d, but %d was asked for; ask for an earlier one"
                .formatted(
                    latest.entity().type(),
                    Problems.shown(latest.entity().id()),
                    latest.sequenceNumber(),
                    asked))
        .with("actual", latest.sequenceNumber());
  }

  static Problem invalidCommand(JsonMismatchException mismatch) {
    List<FieldError> errors = mismatch.mismatches().stream().map(EntityProblems::error).toList();
    boolean malformed = errors.stream().anyMatch(error -> error.code().equals("malformed-json"));
    Problem problem =
        malformed
            ? Problem.of(400, "malformed-json", "The body is not JSON", errors.getFirst().message())
            : Problem.of(
                422, "invalid-command", "The body is not a command of this kind", summary(errors));
    return problem.withErrors(errors);
  }

  static Problem rejected(Rejected rejected) {
    return Problem.of(422, "rejected", "The entity's rules refuse the command", rejected.message())
        .withCode(rejected.code())
        .with("rejection", Map.of("code", rejected.code(), "message", rejected.message()));
  }

  static Problem wrongSequenceNumber(WrongSequenceNumber wrong) {
    return Problem.of(
            412,
            "wrong-sequence-number",
            "The entity does not stand where the command expects it",
            "If-Match expects sequence number %d, but the entity is at %d; read it again and decide"
                    .formatted(wrong.expected(), wrong.actual())
                + " anew")
        .with("expected", wrong.expected())
        .with("actual", wrong.actual())
        .withHeader("ETag", "\"" + wrong.actual() + "\"");
  }

  static Problem idempotencyKeyReused(String key) {
    return Problem.of(
        422,
        "idempotency-key-reused",
        "The Idempotency-Key belongs to another command",
        "Idempotency-Key %s was used for this entity with another command; give each command a key"
                .formatted(Problems.shown(key))
            + " of its own");
  }

  static Problem moduleDefect(String message) {
    return Problem.of(
        500,
        "module-defect",
        "The entity type's own code failed",
        "Nothing was recorded; the module needs mending: " + message);
  }

  private static FieldError error(Mismatch mismatch) {
    return new FieldError(mismatch.code(), mismatch.pointer(), mismatch.message());
  }

  private static String summary(List<FieldError> errors) {
    String first = errors.getFirst().message();
    return errors.size() == 1 ? first : first + " (and %d more)".formatted(errors.size() - 1);
  }

  private static String listed(Collection<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
