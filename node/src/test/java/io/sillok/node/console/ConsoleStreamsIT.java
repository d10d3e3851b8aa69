package io.sillok.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console's pages of streams before a real node. */
@ExtendWith(ConsoleExtension.class)
class ConsoleStreamsIT {

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
