package io.sillok.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console's pages before a real node, as a user with a mouse sees them. */
@ExtendWith(ConsoleExtension.class)
class ConsoleIT {
  private static final String TWO_OF_P_1 =
      "{\"productId\":\"p-1\",\"quantity\":2,\"unitPrice\":\"19.90\"}";

  @Test
  void the_overview_shows_the_node_its_store_and_its_partitions(Console console) {
    console.node().command("cart", "overview", "add-item", TWO_OF_P_1);
    console.open("#/");

    assertThat(console.section("Node")).containsText("Ready");
    assertThat(console.section("Store")).containsText("Healthy");
    assertThat(console.section("Store")).containsText("rocksdb");
    assertThat(console.section("Rates")).containsText("commands/s");
    assertThat(console.section("Log cart").locator("li")).hasCount(32);
    assertThat(console.section("Log cart").locator("li:not(.empty)").first())
        .containsText(Pattern.compile("next offset \\d+, epoch \\d+"));
  }

  @Test
  void the_overview_keeps_its_facts_and_says_so_when_the_node_does_not_answer(Console console) {
    console.open("#/");
    assertThat(console.section("Node")).containsText("Ready");

    console.page().route("**/v1/cluster", Route::abort);

    assertThat(console.page().getByRole(AriaRole.ALERT)).containsText("does not answer");
    assertThat(console.section("Store")).containsText("rocksdb");
  }

  @Test
  void a_failed_store_is_shown_on_every_page(Console console) {
    console.page().route("**/v1/cluster", ConsoleIT::withFailedStore);
    console.open("#/types");

    assertThat(console.page().getByRole(AriaRole.ALERT)).containsText("The store has failed");
    assertThat(console.page().getByRole(AriaRole.ALERT)).containsText("No space left on device");
    console.page().getByRole(AriaRole.LINK, named("Overview")).click();
    assertThat(console.section("Store")).containsText("Failed");
  }

  @Test
  void the_types_lead_to_their_entities_page_by_page(Console console) {
    IntStream.range(0, 101)
        .forEach(number ->
            console
                .node()
                .command(
                    "product",
                    "listed-%03d".formatted(number),
                    "list",
                    "{\"name\":\"Ink stone\",\"price\":\"12.00\",\"stock\":3}"));
    console.open("#/types");
    assertThat(console.page().locator("main .card h3")).containsText(new String[] {"cart"});

    console.page().getByRole(AriaRole.LINK, named("product")).click();
    assertThat(console.page().locator("h1")).isFocused();
    assertThat(console.section("Entities").locator(".ids li")).hasCount(100);
    console.page().getByRole(AriaRole.LINK, named("Next page")).click();
    console.page().getByRole(AriaRole.LINK, named("listed-100")).click();

    assertThat(console.page().locator("h1")).hasText("listed-100");
    assertThat(console.section("State")).containsText("Ink stone");
  }

  @Test
  void a_command_sent_by_its_form_grows_the_timeline(Console console) {
    console.open("#/types/cart");
    console.page().getByLabel("Open an entity by its id").fill("by-form");
    console.page().getByRole(AriaRole.BUTTON, named("Open")).click();
    assertThat(console.section("Events")).containsText("No events yet");

    console.field("productId").fill("p-1");
    console.field("quantity").fill("2");
    console.field("unitPrice").fill("19.90");
    console.send();

    assertThat(console.page().locator(".answer")).containsText("1 event recorded");
    assertThat(console.events()).hasCount(1);
    assertThat(console.events().first()).containsText("item-added");
    assertThat(console.section("State")).containsText("19.90");
    console.send();
    assertThat(console.events()).hasCount(2);
  }

  @Test
  void events_of_others_appear_by_themselves(Console console) {
    console.openEntity("cart", "followed");
    console.node().command("cart", "followed", "add-item", TWO_OF_P_1);

    assertThat(console.events()).hasCount(1);
    assertThat(console.section("State")).containsText("Now, at event 1");
  }

  @Test
  void an_earlier_event_shows_the_state_as_of_it_and_what_it_changed(Console console) {
    console.node().command("cart", "travel", "add-item", TWO_OF_P_1);
    console
        .node()
        .command("cart", "travel", "change-quantity", "{\"productId\":\"p-1\",\"quantity\":7}");
    console.node().command("cart", "travel", "remove-item", "{\"productId\":\"p-1\"}");
    console.openEntity("cart", "travel");

    Locator second = console.events().nth(1).getByRole(AriaRole.LINK);
    second.click();

    Locator state = console.section("State");
    assertThat(state.getByRole(AriaRole.STATUS)).containsText("As of event 2, quantity-changed");
    assertThat(state.locator(".changed").first()).containsText("2");
    assertThat(state.locator(".changed ins").first()).containsText("7");
    assertThat(second).hasAttribute("aria-current", "true");
    state.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Earlier")).click();
    assertThat(state.getByRole(AriaRole.STATUS)).containsText("As of event 1, item-added");
    state.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Now")).click();
    assertThat(state.getByRole(AriaRole.STATUS)).containsText("Now, at event 3");
  }

  @Test
  void a_refused_command_shows_the_problem_with_its_code(Console console) {
    console.openEntity("cart", "refused");
    console.choose("check-out");
    console.send();

    assertThat(console.problem().locator(".code")).hasText("cart-empty");
    assertThat(console.problem().locator("h3")).isFocused();
    assertThat(console.events()).hasCount(0);
  }

  @Test
  void a_wrong_value_is_told_at_its_field_which_takes_the_focus(Console console) {
    console.openEntity("cart", "wrong");
    console.field("productId").fill("p-1");
    console.field("quantity").fill("many");
    console.send();

    assertThat(console.problem().locator(".code")).hasText("invalid-command");
    assertThat(console.field("quantity")).hasAttribute("aria-invalid", "true");
    assertThat(console.field("quantity")).isFocused();
    assertThat(console.page().locator("[id='field-/quantity-error']")).not().isEmpty();
    console.field("quantity").fill("2");
    assertThat(console.page().locator("[aria-invalid=true]")).hasCount(0);
  }

  @Test
  void another_sequence_number_than_expected_is_refused(Console console) {
    console.node().command("cart", "expected", "add-item", TWO_OF_P_1);
    console.openEntity("cart", "expected");
    console.choose("check-out");
    console.section("Send a command").getByText("Expected sequence number").click();
    console.field("Refuse the command unless").fill("7");
    console.send();
    assertThat(console.problem().locator(".code")).hasText("wrong-sequence-number");

    console.page().getByRole(AriaRole.BUTTON, named("Now at 1")).click();
    console.send();
    assertThat(console.events()).hasCount(2);
  }

  @Test
  void a_command_can_be_edited_as_json(Console console) {
    console.openEntity("cart", "json");
    console.field("productId").fill("p \"1\"");
    console.page().getByRole(AriaRole.BUTTON, named("Edit as JSON")).click();
    assertThat(console.field("Command as JSON")).hasValue("{\n  \"productId\": \"p \\\"1\\\"\"\n}");

    console.field("Command as JSON").fill("{\"productId\":");
    console.send();
    assertThat(console.problem().locator(".code")).hasText("malformed-json");
    console.field("Command as JSON").fill("{\"productId\":\"p-2\",\"quantity\":3}");
    console.page().getByRole(AriaRole.BUTTON, named("Edit as JSON")).click();
    assertThat(console.field("quantity")).hasValue("3");
    console.send();
    assertThat(console.events()).hasCount(1);
  }

  @Test
  void ids_and_values_of_any_characters_are_shown_as_they_are(Console console) {
    String id = "<img src=x onerror=alert(1)> a/b?c#d \"q\" 'r' 100% 장바구니 🛒";
    console.openEntity("cart", id);
    console.field("productId").fill("<script>alert(2)</script>");
    console.field("quantity").fill("1");
    console.send();

    assertThat(console.events()).containsText(new String[] {"<script>alert(2)</script>"});
    assertThat(console.page().locator("h1")).hasText(id);
    console.open("#/types/cart");
    console.page().getByRole(AriaRole.LINK, named(id)).click();
    assertThat(console.events()).hasCount(1);
  }

  @Test
  void the_theme_follows_the_system_until_the_user_chooses(Console console) {
    Page page = console.page();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    console.open("#/");
    String dark = background(page);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    String light = background(page);
    assertThat(light).isNotEqualTo(dark);

    page.getByRole(AriaRole.BUTTON, named("Dark theme")).click();
    assertThat(background(page)).isEqualTo(dark);
    page.reload();
    assertThat(background(page)).isEqualTo(dark);
  }

  private static void withFailedStore(Route route) {
    String answer = route.fetch().text();
    String failed =
        answer
            .replaceFirst("\"health\":\\s*\"healthy\"", "\"health\":\"failed\"")
            .replaceFirst("\"reason\":\\s*null", "\"reason\":\"No space left on device\"");
    assertThat(failed).isNotEqualTo(answer);
    route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(failed));
  }

  private static String background(Page page) {
    return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
