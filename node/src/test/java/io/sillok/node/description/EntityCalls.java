package io.sillok.node.description;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks for all that a description says of the accounts of {@link
 * io.sillok.node.account.AccountModule}.
 */
record EntityCalls(DescribedNode node) {

  void all() {
    command("deposit", "{\"amount\":7}").with("Idempotency-Key", "\"d-1\"").answers(200);
    command("deposit", "{\"amount\":7}").with("Idempotency-Key", "\"d-1\"").answers(200);
    command("note", "{\"text\":\"rain\",\"times\":2}").answers(200);
    command("pay-out", "{\"amount\":1}").answers(200);
    command("audit", "").answers(200);
    refused();
    account("get").answers(200);
    account("get").with("sequenceNumber", 1).answers(200);
    account("get").with("If-None-Match", "*").answers(304);
    account("get").with("sequenceNumber", 99).answers(404);
    account("events").with("from", 2).with("limit", 2).answers(200);
    assertThat(account("verify").answers(200).path("equal").asBoolean()).isTrue();
    node.call("account.verify").with("id", "nobody").answers(404);
    node.call("account.ids").with("limit", 5).answers(200);
  }

  private void refused() {
    command("break", "{\"phase\":\"DECIDE\"}").answers(500);
    command("deposit", "{}").answers(422);
    command("deposit", "{").answers(400);
    command("deposit", "{\"amount\":7}").with("If-Match", "\"99\"").answers(412);
  }

  private Call command(String name, String body) {
    return account(name).body(body);
  }

  private Call account(String operation) {
    return node.call("account." + operation).with("id", "a-1");
  }
}
