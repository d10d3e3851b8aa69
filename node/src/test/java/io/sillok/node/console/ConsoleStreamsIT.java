package io.sillok.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console's pages of streams before a real node. */
@ExtendWith(ConsoleExtension.class)
class ConsoleStreamsIT {

  private static final int MANY = 1_000;
  private static final String COUNTED =
      """
      {"kind": "unkeyed", "schema": {"type": "record", "name": "VisitCounted", "fields": [
        {"name": "of", "type": "int"}]}}
      """;

  @Test
  void the_streams_lead_to_their_events_which_come_live(Console console) {
    add(console, "streamed-1", "p-early");
    console.open("#/streams");
    console.page().getByRole(AriaRole.LINK, named("cart.item-added")).click();
    assertThat(console.page().locator("h1")).hasText("cart.item-added");
    assertThat(console.section("Events")).containsText("p-early");
    assertThat(console.page().getByRole(AriaRole.STATUS)).containsText("Live");

    add(console, "streamed-2", "p-late");

    assertThat(console.events().first()).containsText("p-late");
    console
        .page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("streamed-2"))
        .click();
    assertThat(console.page().locator("h1")).hasText("streamed-2");
  }

  @Test
  void a_paused_tail_holds_what_comes_until_it_goes_on(Console console) {
    add(console, "paused-1", "p-before");
    console.open("#/streams/cart.item-added");
    assertThat(console.section("Events")).containsText("p-before");

    console.page().getByRole(AriaRole.BUTTON, named("Pause")).click();
    add(console, "paused-1", "p-meanwhile");
    assertThat(console.page().getByRole(AriaRole.STATUS)).containsText("Paused; 1 came since");
    assertThat(console.section("Events")).not().containsText("p-meanwhile");

    console.page().getByRole(AriaRole.BUTTON, named("Go on")).click();
    assertThat(console.events().first()).containsText("p-meanwhile");
  }

  @Test
  void the_events_of_one_entity_are_picked(Console console) {
    add(console, "picked-1", "p-1");
    add(console, "picked-2", "p-2");
    console.open("#/streams/cart.item-added");
    console.page().getByLabel("Only those of one entity").fill("picked-1");
    console.page().getByRole(AriaRole.BUTTON, named("Filter")).click();
    assertThat(console.events()).hasCount(1);
    assertThat(console.events().first()).containsText("picked-1");
  }

  @Test
  void the_events_that_meet_a_condition_are_picked(Console console) {
    add(console, "filtered-1", "p-cheap");
    add(console, "filtered-2", "p-other");
    console.open("#/streams/cart.item-added");
    console.page().getByLabel("Only those where, in CEL").fill("data.productId == 'p-cheap'");
    console.page().getByRole(AriaRole.BUTTON, named("Filter")).click();
    assertThat(console.events()).hasCount(1);
    assertThat(console.events().first()).containsText("filtered-1");

    console.page().getByLabel("Only those where, in CEL").fill("data.product == 1");
    console.page().getByRole(AriaRole.BUTTON, named("Filter")).click();
    assertThat(console.page().locator(".problem")).containsText("invalid-filter");
    assertThat(console.events()).hasCount(0);

    console.page().getByLabel("Only those where, in CEL").fill("");
    console.page().getByRole(AriaRole.BUTTON, named("Filter")).click();
    assertThat(console.section("Events")).containsText("filtered-2");
    assertThat(console.page().locator(".problem")).hasCount(0);
  }

  @Test
  void a_page_goes_on_where_it_was_when_its_node_was_restarted(Console console) {
    add(console, "restarted-1", "p-1");
    console.open("#/streams/cart.item-added");
    console.page().getByLabel("Only those of one entity").fill("restarted-1");
    console.page().getByRole(AriaRole.BUTTON, named("Filter")).click();
    assertThat(console.events()).hasCount(1);

    console.node().restart(RefusingNode::untilSomebodyListens);
    add(console, "restarted-1", "p-2");

    assertThat(console.events()).hasCount(2);
    assertThat(console.events().first()).containsText("p-2");
    assertThat(console.events().last()).containsText("p-1");
    add(console, "restarted-1", "p-3");
    assertThat(console.events()).hasCount(3);
    assertThat(console.events().first()).containsText("p-3");
    assertThat(console.page().getByRole(AriaRole.STATUS)).containsText("Live; the last 3");
  }

  @Test
  void of_many_events_those_that_come_are_shown_though_the_node_is_restarted_before_any(
      Console console) {
    console.node().put("/v1/streams/visit-counted", COUNTED);
    String events = "/v1/streams/visit-counted/events";
    console
        .node()
        .post(events, "[%s]".formatted(String.join(",", Collections.nCopies(MANY, "{\"of\":1}"))));
    console.open("#/streams/visit-counted");
    assertThat(console.page().getByRole(AriaRole.STATUS)).hasText("Live; no event yet");

    console.node().restart(RefusingNode::untilSomebodyListens);
    console.node().post(events, "{\"of\":2}");

    assertThat(console.page().getByRole(AriaRole.STATUS)).hasText("Live; the last 1");
  }

  @Test
  void an_unknown_stream_is_told(Console console) {
    console.open("#/streams/cart.nothing");
    assertThat(console.page().locator(".problem")).containsText("unknown-stream");
  }

  private static void add(Console console, String cart, String product) {
    console
        .node()
        .command(
            "cart", cart, "add-item", "{\"productId\":\"%s\",\"quantity\":1}".formatted(product));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
