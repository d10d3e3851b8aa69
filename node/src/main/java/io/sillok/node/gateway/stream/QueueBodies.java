package io.sillok.node.gateway.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.stream.queue.DeadLetterPage.Place;
import io.sillok.node.stream.queue.Ordering;
import io.sillok.node.stream.queue.QueueSettings;
import io.sillok.node.stream.queue.QueueWish;
import io.sillok.node.stream.queue.Settling;
import io.sillok.protocol.schema.JsonCodec;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What requests about queues have in their bodies, and the bounds of it. */
final class QueueBodies {

  static final int MOST = 1000;

  private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);
  private static final Duration LONGEST_LEASE = Duration.ofHours(12);
  private static final Duration LONGEST_DELAY = Duration.ofHours(24);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);
  private static final int MOST_ATTEMPTS = 1000;
  private static final int LONGEST_REASON = 1000;
  private static final byte[] NO_FIELDS = "{}".getBytes(StandardCharsets.UTF_8);

  private static final JsonCodec<Definition> DEFINITION = JsonCodec.of(Definition.class);
  private static final JsonCodec<Reception> RECEPTION = JsonCodec.of(Reception.class);
  private static final JsonCodec<Receipts> RECEIPTS = JsonCodec.of(Receipts.class);
  private static final JsonCodec<Nack> NACK = JsonCodec.of(Nack.class);
  private static final JsonCodec<Reject> REJECT = JsonCodec.of(Reject.class);
  private static final JsonCodec<Extend> EXTEND = JsonCodec.of(Extend.class);
  private static final JsonCodec<Letters> LETTERS = JsonCodec.of(Letters.class);

  private final List<FieldError> errors = new ArrayList<>();

  private QueueBodies() {}

  /** How a queue is wanted, and where it begins if it is new. */
  record Wanted(QueueWish wish, String from) {}

  /** How events are wanted. */
  record Wish(int max, Duration patience, Optional<Duration> lease) {}

  /** What is to become of the events of some receipts. */
  record Settle(Settling settling, List<String> receipts) {}

  private record Definition(
      Optional<String> from,
      Optional<String> filter,
      Optional<Duration> lease,
      Optional<Integer> maxAttempts,
      Optional<Duration> retryDelay,
      Optional<String> ordered) {}

  /** Without {@code wait}, which no field of a record can be named. */
  private record Reception(Optional<Integer> max, Optional<Duration> lease) {}

  private record Receipts(List<String> receipts) {}

  private record Nack(List<String> receipts, Optional<Duration> delay, Optional<String> reason) {}

  private record Reject(List<String> receipts, Optional<String> reason) {}

  private record Extend(List<String> receipts, Optional<Duration> lease) {}

  private record Letters(Optional<List<Letter>> items, Optional<Boolean> all) {}

  private record Letter(int partition, long offset) {}

  /** A field that is null is as usual, one that is left out stays as it is. */
  static Wanted definition(byte[] body) {
    QueueBodies check = new QueueBodies();
    Definition read = decode(DEFINITION, body);
    Set<String> usual = nulls(body);
    QueueWish wish =
        new QueueWish(
            read.filter(),
            usual.contains("filter"),
            check.within(
                "/lease",
                orUsual(read.lease(), usual.contains("lease"), QueueSettings.USUAL.lease()),
                SHORTEST_LEASE,
                LONGEST_LEASE),
            check.attempts(
                orUsual(
                    read.maxAttempts(),
                    usual.contains("maxAttempts"),
                    QueueSettings.USUAL.maxAttempts())),
            check.within(
                "/retryDelay",
                orUsual(
                    read.retryDelay(),
                    usual.contains("retryDelay"),
                    QueueSettings.USUAL.retryDelay()),
                Duration.ZERO,
                LONGEST_DELAY),
            orUsual(
                read.ordered().map(check::ordering),
                usual.contains("ordered"),
                QueueSettings.USUAL.ordered()));
    check.refuse();
    return new Wanted(wish, read.from().orElse(StreamLookup.END));
  }

  private static <T> Optional<T> orUsual(Optional<T> read, boolean isNull, T usual) {
    return isNull ? Optional.of(usual) : read;
  }

  /** The fields that are null. */
  private static Set<String> nulls(byte[] body) {
    Set<String> nulls = new HashSet<>();
    try {
      if (JsonBody.MAPPER.readTree(body) instanceof ObjectNode object) {
        object.properties().stream()
            .filter(field -> field.getValue().isNull())
            .forEach(field -> nulls.add(field.getKey()));
      }
    } catch (IOException malformed) {
      // told by whoever reads the rest
    }
    return nulls;
  }

  private Optional<Integer> attempts(Optional<Integer> attempts) {
    attempts.ifPresent(given -> within("/maxAttempts", given, MOST_ATTEMPTS));
    return attempts;
  }

  private Optional<Duration> within(
      String pointer, Optional<Duration> time, Duration least, Duration most) {
    time.ifPresent(given -> within(pointer, given, least, most));
    return time;
  }

  static Wish reception(byte[] body) {
    QueueBodies check = new QueueBodies();
    Split split = Split.of(body, "wait");
    Reception read = reception(split);
    Wish wish =
        new Wish(
            check.within("/max", read.max().orElse(1), MOST),
            check.patience(split.value()),
            check.lease(read.lease()));
    check.refuse();
    return wish;
  }

  /** The rest of the fields; whoever gives one that is not known is told of all. */
  private static Reception reception(Split split) {
    try {
      return RECEPTION.decode(split.rest().length == 0 ? NO_FIELDS : split.rest());
    } catch (JsonMismatchException mismatch) {
      throw StreamProblems.invalidBody(
              new JsonMismatchException(
                  mismatch.mismatches().stream().map(QueueBodies::withWait).toList()))
          .asRefusal();
    }
  }

  private static Mismatch withWait(Mismatch told) {
    return told.code().equals("unknown-field")
        ? new Mismatch(
            told.code(),
            told.pointer(),
            "\"%s\" is not known; Reception has max, wait, lease"
                .formatted(told.pointer().substring(1)))
        : told;
  }

  private Duration patience(JsonNode text) {
    if (text.isMissingNode() || text.isNull()) {
      return Duration.ZERO;
    }
    try {
      return within("/wait", Duration.parse(text.asText()), Duration.ZERO, LONGEST_WAIT);
    } catch (DateTimeParseException invalid) {
      wrong("wrong-type", "/wait", "must be a duration such as PT20S, but is " + text);
      return Duration.ZERO;
    }
  }

  /** A field of a JSON object, and the rest of it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Split(JsonNode value, byte[] rest) {

    static Split of(byte[] body, String field) {
      try {
        if (body.length > 0 && DeclaredCodec.readTree(body) instanceof ObjectNode object) {
          JsonNode value = object.path(field);
          object.remove(field);
          return new Split(value, JsonBody.MAPPER.writeValueAsBytes(object));
        }
      } catch (JsonMismatchException mismatch) {
        throw StreamProblems.invalidBody(mismatch).asRefusal();
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException("A tree that was read cannot be written", impossible);
      }
      return new Split(MissingNode.getInstance(), body);
    }
  }

  static Settle ack(byte[] body) {
    return new QueueBodies().settle(new Settling.Ack(), decode(RECEIPTS, body).receipts());
  }

  static Settle nack(byte[] body) {
    QueueBodies check = new QueueBodies();
    Nack read = decode(NACK, body);
    read.delay().ifPresent(delay -> check.within("/delay", delay, Duration.ZERO, LONGEST_DELAY));
    return check.settle(
        new Settling.Nack(read.delay(), check.reason(read.reason())), read.receipts());
  }

  static Settle reject(byte[] body) {
    QueueBodies check = new QueueBodies();
    Reject read = decode(REJECT, body);
    return check.settle(new Settling.Reject(check.reason(read.reason())), read.receipts());
  }

  static Settle extend(byte[] body) {
    QueueBodies check = new QueueBodies();
    Extend read = decode(EXTEND, body);
    return check.settle(new Settling.Extend(check.lease(read.lease())), read.receipts());
  }

  /** Which dead letters; empty for all. */
  static Optional<List<Place>> letters(byte[] body) {
    QueueBodies check = new QueueBodies();
    Letters read = decode(LETTERS, body);
    boolean all = read.all().orElse(false);
    if (all == read.items().isPresent()) {
      check.wrong(
          "out-of-range",
          "",
          "The body must have either items, with partition and offset, or \"all\": true");
    }
    read.items().ifPresent(items -> check.within("/items", items.size(), MOST));
    check.refuse();
    return read.items()
        .map(items ->
            items.stream().map(each -> new Place(each.partition(), each.offset())).toList());
  }

  private static <T> T decode(JsonCodec<T> codec, byte[] body) {
    try {
      return codec.decode(body.length == 0 ? NO_FIELDS : body);
    } catch (JsonMismatchException mismatch) {
      throw StreamProblems.invalidBody(mismatch).asRefusal();
    }
  }

  private Settle settle(Settling settling, List<String> receipts) {
    within("/receipts", receipts.size(), MOST);
    refuse();
    return new Settle(settling, receipts);
  }

  private Optional<Duration> lease(Optional<Duration> lease) {
    lease.ifPresent(given -> within("/lease", given, SHORTEST_LEASE, LONGEST_LEASE));
    return lease;
  }

  private Optional<String> reason(Optional<String> reason) {
    if (reason.isPresent() && reason.get().length() > LONGEST_REASON) {
      wrong(
          "out-of-range",
          "/reason",
          "must have at most %d characters, but has %d"
              .formatted(LONGEST_REASON, reason.get().length()));
    }
    return reason;
  }

  private Ordering ordering(String text) {
    return switch (text) {
      case "none" -> Ordering.NONE;
      case "key" -> Ordering.KEY;
      default -> {
        wrong("out-of-range", "/ordered", "must be none or key, but is '%s'".formatted(text));
        yield Ordering.NONE;
      }
    };
  }

  private int within(String pointer, int number, int most) {
    if (number < 1 || number > most) {
      wrong("out-of-range", pointer, "must be from 1 to %d, but is %d".formatted(most, number));
    }
    return number;
  }

  private Duration within(String pointer, Duration time, Duration least, Duration most) {
    if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
      wrong(
          "out-of-range",
          pointer,
          "must be a duration from %s to %s, but is %s".formatted(least, most, time));
    }
    return time;
  }

  private void wrong(String code, String pointer, String message) {
    errors.add(new FieldError(code, pointer, message));
  }

  private void refuse() {
    if (!errors.isEmpty()) {
      throw QueueProblems.invalidFields(errors).asRefusal();
    }
  }
}
