package io.sillok.node.gateway.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.processor.ParkedPage.Place;
import io.sillok.protocol.schema.JsonCodec;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads which parked events are meant. */
final class ParkedBodies {

  private static final JsonCodec<Chosen> CHOSEN = JsonCodec.of(Chosen.class);

  private final int partitions;
  private final int mostItems;

  ParkedBodies(int partitions, int mostItems) {
    this.partitions = partitions;
    this.mostItems = mostItems;
  }

  /** One of both. */
  private record Chosen(Optional<List<Item>> items, Optional<Boolean> all) {}

  private record Item(int partition, long offset) {}

  /** The places of {@code body}; empty for all. */
  Optional<List<Place>> places(byte[] body) {
    Chosen chosen = chosen(body);
    boolean all = chosen.all().orElse(false);
    if (all == chosen.items().isPresent() || all == names(body, "items")) {
      throw ProcessorProblems.invalidBody(
              "The body must have either items, with partition and offset, or \"all\": true")
          .asRefusal();
    }
    chosen.items().ifPresent(this::require);
    return chosen
        .items()
        .map(items ->
            items.stream().map(each -> new Place(each.partition(), each.offset())).toList());
  }

  /** Whether it is there, even as null, of which nobody knows whether it means some or all. */
  private static boolean names(byte[] body, String field) {
    JsonNode tree = DeclaredCodec.readTree(body);
    return tree.has(field);
  }

  private void require(List<Item> items) {
    if (items.isEmpty() || items.size() > mostItems) {
      throw ProcessorProblems.invalidBody(
              List.of(
                  new FieldError(
                      "out-of-range",
                      "/items",
                      "must be from 1 to %d, but are %d".formatted(mostItems, items.size()))))
          .asRefusal();
    }
    List<FieldError> errors = new ArrayList<>();
    for (int index = 0; index < items.size(); index++) {
      Item item = items.get(index);
      String pointer = "/items/" + index;
      if (item.partition() < 0 || item.partition() >= partitions) {
        errors.add(
            new FieldError(
                "out-of-range",
                pointer + "/partition",
                "must be from 0 to %d, but is %d".formatted(partitions - 1, item.partition())));
      }
      if (item.offset() < 0) {
        errors.add(
            new FieldError(
                "out-of-range",
                pointer + "/offset",
                "must be 0 or more, but is %d".formatted(item.offset())));
      }
    }
    if (!errors.isEmpty()) {
      throw ProcessorProblems.invalidBody(errors).asRefusal();
    }
  }

  private static Chosen chosen(byte[] body) {
    try {
      return CHOSEN.decode(body);
    } catch (JsonMismatchException mismatch) {
      throw ProcessorProblems.invalidBody(
              new JsonMismatchException(
                  mismatch.mismatches().stream().map(ParkedBodies::inWords).toList()))
          .asRefusal();
    }
  }

  /** Nobody outside knows what the body is called here. */
  private static Mismatch inWords(Mismatch told) {
    boolean ofBody = told.pointer().lastIndexOf('/') == 0;
    return told.code().equals("unknown-field")
        ? new Mismatch(
            told.code(),
            told.pointer(),
            "\"%s\" is not known; %s"
                .formatted(
                    told.pointer().substring(told.pointer().lastIndexOf('/') + 1),
                    ofBody ? "the body has items, all" : "an item has partition, offset"))
        : told;
  }
}
