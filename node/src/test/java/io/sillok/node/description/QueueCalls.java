package io.sillok.node.description;

import static io.sillok.node.description.Call.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Asks for all that a description says of queues, of what workers do, and of dead letters. */
record QueueCalls(DescribedNode node) {

  void all() {
    define();
    String acked = receive();
    settle("extend", acked, ",\"lease\":\"PT1M\"").answers(200);
    settle("ack", acked, "").answers(200);
    settle("ack", acked, "").answers(200);
    settle("extend", acked, "").answers(409);
    settle("ack", "unheard-of", "").answers(400);
    settle("nack", receive(), ",\"delay\":\"PT10M\",\"reason\":\"away\"").answers(200);
    giveUp();
    receiveLive();
    mails("receive").example().answers(200);
    mails("queue").answers(200);
    node.call("ready").answers(200);
    mails("deleteQueue").answers(204);
    mails("queue").answers(404);
  }

  private void define() {
    mails("defineQueue").example().answers(201);
    mails("defineQueue").body("{\"lease\":\"PT2M\",\"filter\":null}").answers(200);
    mails("defineQueue").body("{\"lease\":\"PT0S\"}").answers(422);
    mails("defineQueue").body("{\"filter\":\"data.nothing\"}").answers(400);
    node.call("queues").with("stream", StreamCalls.VIEWS).answers(200);
  }

  /** The receipt of an event that nobody has. */
  private String receive() {
    JsonNode items = mails("receive").body("{\"max\":1,\"wait\":\"PT20S\"}").answers(200);
    assertThat(items.path("items")).hasSize(1);
    return items.at("/items/0/receipt").asText();
  }

  private void giveUp() {
    String rejected = receive();
    settle("reject", rejected, ",\"reason\":\"nobody is there\"").answers(200);
    settle("ack", rejected, "").answers(409);
    settle("ack", receive() + "\",\"" + rejected, "").answers(207);
    JsonNode page = mails("deadLetters").with("limit", 1).answers(200);
    assertThat(page.at("/deadLetters/0/event/data").isObject()).isTrue();
    String letter =
        "{\"partition\":%d,\"offset\":%d}"
            .formatted(
                page.at("/deadLetters/0/partition").asInt(),
                page.at("/deadLetters/0/offset").asLong());
    String nowhere = "{\"partition\":31,\"offset\":999999}";
    mails("replayDeadLetters").body("{\"items\":[%s]}".formatted(nowhere)).answers(404);
    mails("replayDeadLetters").body("{\"items\":[%s,%s]}".formatted(letter, nowhere)).answers(200);
    settle("reject", receive(), "").answers(200);
    JsonNode replayed = mails("replayDeadLetters").example("all").answers(200);
    assertThat(replayed.path("replayed").asInt()).isEqualTo(1);
    settle("reject", receive(), "").answers(200);
    mails("discardDeadLetters").body("{}").answers(422);
    JsonNode discarded = mails("discardDeadLetters").example("all").answers(200);
    assertThat(discarded.path("discarded").asInt()).isEqualTo(1);
  }

  private void receiveLive() {
    mails("receiveLive").answers(406);
    List<JsonNode> sent =
        mails("receiveLive").accept(LIVE).with("max", 1).atMost(1).answersAll(200);
    assertThat(sent).hasSize(1);
  }

  private Call settle(String operation, String receipt, String more) {
    return mails(operation).body("{\"receipts\":[\"%s\"]%s}".formatted(receipt, more));
  }

  private Call mails(String operation) {
    return node.call(operation).with("stream", StreamCalls.VIEWS).with("queue", "mails");
  }
}
