package io.sillok.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processors, and what is done with events that they could not process, before a real node. */
@ExtendWith(ConsoleExtension.class)
class ConsoleProcessorsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALL = "{\"all\": true}";
  private static final String PAGE = "#/processors/" + Stockroom.LEVELS;

  @Test
  void the_processors_lead_to_their_streams_and_these_back(Console console) {
    console.open("#/");
    link(console, "Processors").click();
    Locator levels = card(console, Stockroom.LEVELS);
    assertThat(levels).containsText("Running");
    assertThat(card(console, Stockroom.ORDERS)).containsText("stock-ordered");

    levels.getByText("stock-changed").click();
    assertThat(console.page().locator("h1")).hasText("stock-changed");
    assertThat(console.section("Processors"))
        .containsText(
            Pattern.compile(
                "Written by\\s*%s\\s*%s".formatted(Stockroom.LEVELS, Stockroom.ORDERS)));
    console.open("#/streams/" + Stockroom.MOVED);
    assertThat(console.section("Processors")).containsText("Read by");
    console.section("Processors").getByText(Stockroom.LEVELS).click();

    assertThat(console.page().locator("h1")).hasText(Stockroom.LEVELS);
    assertThat(console.page().locator(".facts")).containsText("stockroom");
  }

  @Test
  void a_parked_event_is_processed_again_once_it_can_be(Console console) {
    move(console, "p-again", -2);
    console.open(PAGE);
    Locator parked = parked(console, "p-again");
    assertThat(parked).containsText("only 0 are there, but 2 leave");
    assertThat(parked).containsText("after 2 attempts");
    assertThat(parked).containsText(Pattern.compile("units\\s*-2"));

    button(parked, "again").click();
    assertThat(console.section("Parked events")).containsText("0 processed, 1 parked again");
    assertThat(parked).hasCount(1);
    move(console, "p-again", 5);
    console.open("#/streams/stock-changed");
    assertThat(of(console.events(), "p-again")).hasCount(1);
    console.open(PAGE);
    button(parked, "again").click();

    assertThat(console.section("Parked events")).containsText("1 processed");
    assertThat(parked).hasCount(0);
    console.open("#/streams/stock-changed");
    assertThat(of(console.events(), "p-again")).hasCount(2);
    assertThat(of(console.events(), "p-again").first()).containsText(Pattern.compile("level\\s*3"));
  }

  @Test
  void a_parked_event_is_discarded_only_after_it_was_confirmed(Console console) {
    move(console, "p-first", -1);
    move(console, "p-second", -1);
    console.open(PAGE);
    Locator first = parked(console, "p-first");
    Locator dialog = console.page().getByRole(AriaRole.DIALOG);

    button(first, "Discard").click();
    assertThat(dialog).containsText("Discard the event");
    button(dialog, "Cancel").click();
    assertThat(dialog).isHidden();
    assertThat(first).hasCount(1);

    button(first, "Discard").click();
    button(dialog, "Discard").click();
    assertThat(console.section("Parked events")).containsText("1 discarded");
    assertThat(first).hasCount(0);
    assertThat(parked(console, "p-second")).hasCount(1);

    console.page().getByText("Discard all").click();
    button(dialog, "Discard").click();
    assertThat(console.section("Parked events")).containsText("There are none");
  }

  @Test
  void an_event_that_somebody_else_discarded_is_told_to_be_none(Console console) {
    move(console, "p-gone", -1);
    console.open(PAGE);
    Locator gone = parked(console, "p-gone");
    assertThat(gone).hasCount(1);
    console
        .page()
        .route(
            "**/parked/discard",
            route -> {
              console
                  .node()
                  .post("/v1/processors/%s/parked/discard".formatted(Stockroom.LEVELS), ALL);
              route.resume();
            });

    button(gone, "Discard").click();
    button(console.page().getByRole(AriaRole.DIALOG), "Discard").click();

    Locator problem = console.section("Parked events").locator(".problem");
    assertThat(problem).containsText("unknown-parked-event");
    assertThat(problem.locator("h3")).isFocused();
    assertThat(gone).hasCount(0);
  }

  @Test
  void a_processor_that_stands_still_says_why(Console console) {
    console.open("#/processors");
    assertThat(card(console, Stockroom.ORDERS)).containsText("Stalled");
    link(console, Stockroom.ORDERS).click();

    assertThat(console.page().locator("h1")).hasText(Stockroom.ORDERS);
    assertThat(console.page().locator(".problem")).containsText("stock-ordered");
    assertThat(console.page().locator(".problem")).containsText("in all 32 partitions");
    assertThat(console.section("Partitions").locator(".partition.stalled")).hasCount(32);
    assertThat(console.section("Parked events")).containsText("They are not known now");
  }

  @Test
  void events_that_the_states_lack_are_told_with_place_and_reason(Console console) {
    console
        .page()
        .route("**/v1/processors/" + Stockroom.LEVELS, ConsoleProcessorsIT::withEventsLeftOut);

    console.open(PAGE);

    assertThat(console.page().locator(".problem"))
        .containsText("no such thing 2 events in partition 0, the last at offset 17");
    assertThat(console.section("Partitions").locator(".partition").first())
        .containsText("2 left out");
  }

  @Test
  void a_parked_event_with_its_reason_fits_a_screen_of_360_pixels(Console console) {
    move(console, "p-narrow", -1);
    console.page().setViewportSize(360, 740);
    console.open(PAGE);
    assertThat(parked(console, "p-narrow")).hasCount(1);

    Object width = console.page().evaluate("document.documentElement.scrollWidth");

    Assertions.assertThat((Integer) width).isLessThanOrEqualTo(360);
  }

  /** As it is told where rules were changed that had processed them. */
  private static void withEventsLeftOut(Route route) {
    APIResponse answer = route.fetch();
    try {
      JsonNode processor = JSON.readTree(answer.body());
      ((ObjectNode) processor.at("/partitions/0"))
          .put("leftOut", 2)
          .putObject("lastLeftOut")
          .put("offset", 17)
          .put("reason", "no such thing");
      route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(processor.toString()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void move(Console console, String product, int units) {
    console
        .node()
        .post(
            "/v1/streams/%s/events".formatted(Stockroom.MOVED),
            "{\"product\": \"%s\", \"units\": %d}".formatted(product, units));
  }

  private static Locator card(Console console, String processor) {
    return of(console.page().locator("li.card"), processor);
  }

  private static Locator parked(Console console, String product) {
    return of(console.section("Parked events").locator("ol.timeline > li"), product);
  }

  private static Locator of(Locator some, String text) {
    return some.filter(new Locator.FilterOptions().setHasText(text));
  }

  private static Locator button(Locator in, String name) {
    return in.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }

  private static Locator link(Console console, String name) {
    return console
        .page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
