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

/** The console's pages of projections before a real node. */
@ExtendWith(ConsoleExtension.class)
class ConsoleProjectionsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HAS_STAYED = "window.hasStayed === true";

  @Test
  void a_window_opens_is_told_changes_and_is_final_while_the_watermark_moves(Console console) {
    Readings readings = Readings.declare(console.node(), "moved");
    console.open("#/projections");
    assertThat(card(console, readings.projection())).containsText("Tumbling, 1 min each");
    assertThat(card(console, readings.projection())).containsText("none yet");
    link(console, readings.projection()).click();
    assertThat(console.section("Windows")).containsText("No window has anything in it yet");
    console.page().evaluate("window.hasStayed = true");

    readings.take("ann", "10:00:10", 20);
    readings.take("ann", "10:00:20", 22);
    readings.advance("10:00:31");
    assertThat(watermark(console)).hasText("2026-03-01 10:00:30");
    assertThat(bar(console, "10:00:00 – 10:01:00, open: 2 events, readings 2, average 21"))
        .hasCount(1);

    readings.advance("10:01:01");
    assertThat(watermark(console)).hasText("2026-03-01 10:01:00");
    assertThat(bar(console, "10:00:00 – 10:01:00, on time: 2 events")).hasClass(named("on-time"));

    readings.take("ann", "10:00:30", 24);
    assertThat(bar(console, "on time: 2 events, .*; to be told next: 3 events")).hasCount(1);
    readings.advance("10:03:01");
    assertThat(watermark(console)).hasText("2026-03-01 10:03:00");
    assertThat(bar(console, "10:00:00 – 10:01:00, final: 3 events, readings 3, average 22"))
        .hasClass(named("final"));
    assertThat(row(console, "10:00:00 – 10:01:00")).containsText(Pattern.compile("final\\s*v2"));
    Assertions.assertThat(console.page().evaluate(HAS_STAYED)).isEqualTo(true);
  }

  @Test
  void an_event_that_is_too_late_is_told_and_the_audit_adds_up(Console console) {
    Readings readings = Readings.declare(console.node(), "counted");
    readings.take("ann", "10:00:10", 20);
    readings.advance("10:05:01");
    console.open("#/projections/" + readings.projection());
    assertThat(console.section("Late events")).containsText("None was too late");

    readings.take("ann", "10:00:40", 20);
    readings.take("ann", "10:06:00", 0);

    Locator late = console.section("Late events").locator("ol.timeline > li");
    assertThat(late).hasCount(1);
    assertThat(late).containsText("2026-03-01 10:00:40");
    assertThat(late).containsText("4 min 20 s behind its partition's clock");
    assertThat(late).containsText("2026-03-01 10:00:00 – 10:01:00 by 2 min");
    assertThat(console.section("Rejected events").locator("ol.timeline > li"))
        .containsText("divides by zero");
    Locator audit = console.section("Audit");
    assertThat(audit)
        .containsText(
            Pattern.compile(
                "Events read\\s*3\\s*=\\s*taken\\s*2\\s*\\+\\s*skipped\\s*0\\s*\\+\\s*rejected\\s*1"));
    assertThat(audit)
        .containsText(
            Pattern.compile("window\\s*2\\s*=\\s*included\\s*1\\s*\\+\\s*late\\s*1\\s*It adds up"));

    audit.getByText("Verify the results").click();
    assertThat(audit.getByRole(AriaRole.STATUS)).containsText("1 late pair are the same");
  }

  @Test
  void a_key_is_chosen_among_those_with_results_and_by_its_name(Console console) {
    Readings readings = Readings.declare(console.node(), "chosen");
    readings.take("ann", "10:00:10", 20);
    readings.take("bob", "10:01:10", 30);
    readings.advance("10:09:01");
    console.open("#/projections/" + readings.projection());
    Locator offered = console.section("Windows").getByRole(AriaRole.NAVIGATION);
    assertThat(offered.getByRole(AriaRole.LINK)).hasCount(2);

    offered.getByText("bob").click();
    assertThat(bar(console, "10:01:00 – 10:02:00, final: 1 event")).hasCount(1);
    assertThat(offered.locator("[aria-current]")).hasText("bob");
    show(console, "ann");
    assertThat(bar(console, "10:00:00 – 10:01:00, final: 1 event")).hasCount(1);
    Assertions.assertThat(console.page().url()).endsWith("?key=ann");
    show(console, "nobody");
    assertThat(console.section("Windows")).containsText("There is no window of nobody");
    assertThat(console.page().locator(".window-chart")).hasCount(0);
  }

  @Test
  void of_more_windows_than_can_be_shown_those_around_the_watermark_are(Console console) {
    Readings readings = Readings.declare(console.node(), "frequent");
    console
        .node()
        .put(
            "/v1/projections/frequent-overlapping",
            """
            {"stream": "%s", "window": {"kind": "hopping", "size": "PT1H", "slide": "PT30S"},
             "outOfOrderness": "PT1S", "allowedLateness": "PT0S", "emit": "updates",
             "aggregates": {"readings": {"function": "count"}}}
            """
                .formatted(readings.stream()));
    readings.take("ann", "10:00:10", 20);
    console.open("#/projections/frequent-overlapping?key=ann");
    assertThat(bar(console, "open: 1 event")).hasCount(60);
    assertThat(console.section("Windows"))
        .containsText("Another 60 windows, which end later, are open");

    readings.advance("10:30:01");

    assertThat(bar(console, "final: 1 event")).hasCount(40);
    assertThat(bar(console, "09:30:00 – 10:30:00, final")).hasCount(1);
    assertThat(bar(console, "09:30:30 – 10:30:30, open")).hasCount(1);
    assertThat(console.section("Windows"))
        .containsText("Another 40 windows, which end later, are open");
  }

  @Test
  void windows_are_gone_through_by_arrow_keys_which_tell_what_they_hold(Console console) {
    Readings readings = Readings.declare(console.node(), "keyed");
    readings.take("ann", "10:00:10", 20);
    readings.take("ann", "10:01:10", 30);
    console.open("#/projections/%s?key=ann".formatted(readings.projection()));
    Locator said = console.section("Windows").locator(".readout");
    bar(console, "10:01:00 – 10:02:00").focus();
    assertThat(said).containsText("10:01:00 – 10:02:00, open: 1 event, readings 1, average 30");

    console.page().keyboard().press("ArrowLeft");

    assertThat(bar(console, "10:00:00 – 10:01:00")).isFocused();
    assertThat(said).containsText("10:00:00 – 10:01:00, on time: 1 event, readings 1, average 20");
    console.page().getByLabel("Height").selectOption("average");
    assertThat(console.page().locator(".window-chart .tick-label").filter(hasText("^30$")))
        .hasCount(1);
  }

  @Test
  void sessions_that_have_become_one_are_shown_as_retracted(Console console) {
    String views = "/v1/streams/product-viewed";
    for (String second : new String[] {"00", "40"}) {
      console.node().post(views + "/events", view("10:00:" + second));
    }
    console.node().post(views + "/time", "{\"advanceTo\": \"2026-03-01T10:01:30Z\"}");
    console.open("#/projections/visits?key=merged");
    assertThat(bar(console, "on time: 1 event")).hasCount(2);

    console.node().post(views + "/events", view("10:00:20"));
    console.node().post(views + "/time", "{\"advanceTo\": \"2026-03-01T10:10:00Z\"}");

    assertThat(bar(console, "10:00:00 – 10:01:10, final: 3 events")).hasCount(1);
    assertThat(bar(console, "retracted: 1 event")).hasCount(2);
  }

  private static String view(String time) {
    return "{\"visitorId\": \"merged\", \"productId\": \"p-1\", \"viewedAt\": \"2026-03-01T%sZ\"}"
        .formatted(time);
  }

  @Test
  void lag_is_shown_by_partition_and_the_results_are_a_link_away(Console console) {
    Readings readings = Readings.declare(console.node(), "lagging");
    readings.take("ann", "10:00:10", 20);
    readings.advance("10:09:01");
    console.open("#/projections/" + readings.projection());
    Locator lag = console.section("Lag per partition");
    assertThat(lag).containsText("all 32 partitions read to the end");
    assertThat(lag.locator(".partition")).hasCount(32);

    console
        .page()
        .route("**/v1/projections/" + readings.projection(), ConsoleProjectionsIT::withLag);
    assertThat(lag).containsText("1 of 32 partitions behind");
    assertThat(console.page().locator("h1 + .status")).hasText("Catching up");
    lag.getByText("As a table, 7 offsets behind").click();
    assertThat(lag.getByRole(AriaRole.ROW).nth(1))
        .containsText(Pattern.compile("%s / 0\\s*1\\s*8\\s*7".formatted(readings.stream())));

    console.section("Definition").getByText("projection-" + readings.projection()).first().click();
    assertThat(console.events()).hasCount(2);
    assertThat(console.page().locator("h1")).hasText("projection-" + readings.projection());
  }

  /** As it is told while a partition was read to offset 1 of 8. */
  private static void withLag(Route route) {
    APIResponse answer = route.fetch();
    try {
      ObjectNode projection = (ObjectNode) JSON.readTree(answer.body());
      projection.put("lag", 7);
      ((ObjectNode) projection.at("/inputs/0")).put("next", 1).put("head", 8).put("lag", 7);
      route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(projection.toString()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void what_could_not_be_handed_over_is_a_link_away(Console console) {
    Readings readings = Readings.declare(console.node(), "handed");
    console
        .node()
        .put(
            "/v1/projections/handed-over",
            """
            {"stream": "%s", "window": {"kind": "tumbling", "size": "PT1M"},
             "outOfOrderness": "PT1S", "allowedLateness": "PT0S",
             "aggregates": {"readings": {"function": "count"}},
             "downstream": [{"name": "restock", "attempts": 1, "entity": "product",
               "command": "restock", "body": {"quantity": "data.count"}}]}
            """
                .formatted(readings.stream()));
    readings.take("no-such-product", "10:00:10", 20);
    readings.advance("10:09:01");
    console.open("#/projections/handed-over");

    Locator row = console.section("Downstream").locator("tbody tr");
    assertThat(row).containsText(Pattern.compile("restock\\s*0\\s*1, see why\\s*none"));
    row.getByRole(AriaRole.LINK).click();
    assertThat(console.page().locator("main")).containsText("product-not-for-sale");
  }

  @Test
  void the_next_version_is_told_while_it_is_made(Console console) {
    Readings readings = Readings.declare(console.node(), "versioned");
    console
        .page()
        .route("**/v1/projections/" + readings.projection(), ConsoleProjectionsIT::withNext);

    console.open("#/projections/" + readings.projection());

    assertThat(console.section("Version 2 is being made"))
        .containsText("It has told 5 results and is 1,200 offsets behind");
  }

  private static void withNext(Route route) {
    APIResponse answer = route.fetch();
    try {
      ObjectNode projection = (ObjectNode) JSON.readTree(answer.body());
      JsonNode next = projection.deepCopy();
      ((ObjectNode) next).put("version", 2).put("lag", 1_200).put("results", 5);
      projection.set("next", next);
      route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(projection.toString()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void who_has_no_projection_is_told_how_to_declare_one(Console console) {
    console
        .page()
        .route(
            "**/v1/projections",
            route -> route.fulfill(new Route.FulfillOptions().setBody("{\"projections\": []}")));

    console.open("#/projections");

    assertThat(console.section("There is no projection yet"))
        .containsText("curl -X PUT %s/v1/projections/".formatted(console.node().address()));
  }

  @Test
  void an_unknown_projection_is_told_with_what_to_do(Console console) {
    console.open("#/projections/nothing-of-that-name");

    assertThat(console.page().locator(".problem")).containsText("unknown-projection");
    assertThat(console.section("What to do")).containsText("/v1/projections/nothing-of-that-name");
    console.section("What to do").getByRole(AriaRole.LINK).click();
    assertThat(console.page().locator("h1")).hasText("Projections");
  }

  private static void show(Console console, String key) {
    console.page().getByLabel("Windows of the key").fill(key);
    console.section("Windows").getByText("Show", new Locator.GetByTextOptions()).click();
  }

  private static Locator watermark(Console console) {
    return console.section("Watermark").locator(".figure");
  }

  /** The windows in the chart of which it is told so. */
  private static Locator bar(Console console, String told) {
    return console
        .section("Windows")
        .getByRole(AriaRole.IMG, new Locator.GetByRoleOptions().setName(Pattern.compile(told)));
  }

  private static Locator row(Console console, String window) {
    return console
        .section("As a table")
        .getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText(window));
  }

  private static Locator card(Console console, String projection) {
    return console
        .page()
        .locator("li.card")
        .filter(new Locator.FilterOptions().setHasText(projection));
  }

  private static Locator.FilterOptions hasText(String pattern) {
    return new Locator.FilterOptions().setHasText(Pattern.compile(pattern));
  }

  private static Pattern named(String state) {
    return Pattern.compile("\\b" + state + "\\b");
  }

  private static Locator link(Console console, String name) {
    return console
        .page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
