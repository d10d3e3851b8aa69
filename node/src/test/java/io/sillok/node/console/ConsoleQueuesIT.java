package io.sillok.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who consumes a stream, and its dead letters, before a real node. */
@ExtendWith(ConsoleExtension.class)
class ConsoleQueuesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DECLARATION =
      """
      {"kind": "keyed", "key": "page",
       "schema": {"type": "record", "name": "PageSeen", "fields": [
         {"name": "page", "type": "string"}, {"name": "seconds", "type": "int"}]}}
      """;

  @Test
  void a_stream_shows_its_consumers_and_queues_and_a_dead_letter_is_replayed(Console console)
      throws Exception {
    send(console, "PUT", "/v1/streams/page-seen", DECLARATION);
    send(console, "PUT", "/v1/streams/page-seen/consumers/billing", "{\"from\": \"start\"}");
    send(console, "PUT", "/v1/streams/page-seen/queues/mails", "{\"from\": \"start\"}");
    send(console, "POST", "/v1/streams/page-seen/events", "{\"page\": \"p-dead\", \"seconds\": 7}");
    JsonNode items =
        send(
            console, "POST", "/v1/streams/page-seen/queues/mails/receive", "{\"wait\": \"PT20S\"}");
    send(
        console,
        "POST",
        "/v1/streams/page-seen/queues/mails/reject",
        "{\"receipts\": [%s], \"reason\": \"no such page\"}"
            .formatted(items.at("/items/0/receipt")));

    console.open("#/streams/page-seen");
    assertThat(console.section("Consumers and queues")).containsText("billing");
    assertThat(console.section("Consumers and queues")).containsText("1 event");
    console.page().getByRole(AriaRole.LINK, named("mails")).click();
    assertThat(console.page().locator("h1")).hasText("mails");
    assertThat(console.section("Dead letters")).containsText("no such page");
    assertThat(console.section("Dead letters")).containsText("p-dead");

    console.page().getByRole(AriaRole.BUTTON, named("Replay all")).click();

    assertThat(console.section("Dead letters")).containsText("1 replayed");
    assertThat(console.section("Dead letters")).containsText("There are none");
  }

  @Test
  void a_queue_that_stands_still_shows_why_what_waits_and_for_how_long(Console console)
      throws Exception {
    String stream = "/v1/streams/page-held";
    send(console, "PUT", stream, DECLARATION.replace("PageSeen", "PageHeld"));
    send(
        console,
        "PUT",
        stream + "/queues/mails",
        "{\"from\": \"start\", \"filter\": \"1 / data.seconds > 0\"}");
    send(console, "POST", stream + "/events", "{\"page\": \"p-1\", \"seconds\": 0}");

    console.open("#/streams/page-held/queues/mails");

    assertThat(console.page().locator(".problem")).containsText("is held at offset");
    assertThat(console.page().locator("dl.facts"))
        .containsText(Pattern.compile("Not acked\\s*1\\s*Oldest not acked\\s*\\d+ (s|min)\\s"));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static JsonNode send(Console console, String method, String path, String body)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String answer =
          client
              .send(
                  HttpRequest.newBuilder(URI.create(console.node().address() + path))
                      .header("Content-Type", "application/json")
                      .method(method, BodyPublishers.ofString(body))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      return JSON.readTree(answer);
    }
  }
}
