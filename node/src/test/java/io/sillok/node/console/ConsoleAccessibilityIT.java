package io.sillok.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console by keyboard, on a narrow screen, and before axe, which judges by WCAG 2.2 AA. */
@ExtendWith(ConsoleExtension.class)
class ConsoleAccessibilityIT {
  private static final String TWO_OF_P_1 =
      "{\"productId\":\"p-1\",\"quantity\":2,\"unitPrice\":\"19.90\"}";

  /** What axe found, with the place of each; and how many rules held, so that an idle axe shows. */
  private static final String SCAN =
      """
      async () => {
        const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]});
        return {
          held: found.passes.length,
          violations: found.violations.flatMap((rule) =>
              rule.nodes.map((node) => `${rule.impact} ${rule.id}: ${node.html} ${node.failureSummary}`)),
        };
      }
      """;

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void axe_finds_nothing_on_any_page(ColorScheme scheme, Console console) throws IOException {
    String id = "scanned-" + scheme;
    console.node().command("cart", id, "add-item", TWO_OF_P_1);
    console.node().command("cart", id, "remove-item", "{\"productId\":\"p-1\"}");
    console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));

    console.open("#/");
    console.section("Log cart").waitFor();
    scan(console.page());
    console.open("#/types");
    console.page().locator(".facts").first().waitFor();
    scan(console.page());
    console.open("#/types/cart");
    console.page().locator(".ids li").first().waitFor();
    scan(console.page());
    console.open("#/streams");
    console.page().locator(".facts").first().waitFor();
    scan(console.page());
    console.open("#/streams/cart.item-added");
    console.events().first().waitFor();
    console.page().locator("details summary").click();
    scan(console.page());
    scanProcessors(console);
    scanProjections(console, scheme);
    console.openEntity("cart", id);
    scan(console.page());
    console.open("#/entities/cart/" + id + "?sequenceNumber=2");
    console.page().locator(".removed").first().waitFor();
    console.field("quantity").fill("many");
    console.send();
    console.problem().waitFor();
    scan(console.page());
  }

  private static void scanProcessors(Console console) throws IOException {
    console
        .node()
        .post("/v1/streams/stock-moved/events", "{\"product\": \"scanned\", \"units\": -1}");
    console.open("#/processors");
    console.page().locator(".facts").first().waitFor();
    scan(console.page());
    console.open("#/processors/" + Stockroom.ORDERS);
    console.page().locator(".problem").waitFor();
    scan(console.page());
    console.open("#/processors/" + Stockroom.LEVELS);
    console.page().locator(".timeline button").last().click();
    console.page().locator("dialog[open]").waitFor();
    scan(console.page());
    console.page().keyboard().press("Escape");
    scan(console.page());
  }

  /** Windows of all states but those that were retracted, with all that can be opened. */
  private static void scanProjections(Console console, ColorScheme scheme) throws IOException {
    Readings readings =
        Readings.declare(console.node(), "scanned-" + scheme.name().toLowerCase(Locale.ROOT));
    for (String time : List.of("10:00:10", "10:05:10", "10:05:20", "10:06:10", "10:00:20")) {
      readings.take("ann", time, 20);
    }
    readings.take("ann", "10:06:20", 0);
    console.open("#/projections");
    console.page().locator(".facts").first().waitFor();
    scan(console.page());
    console.open("#/projections/" + readings.projection());
    console.page().locator(".window.final").waitFor();
    console.page().locator(".window.on-time").focus();
    console.section("Late events").locator("li").first().waitFor();
    console.section("Rejected events").locator("li").first().waitFor();
    for (Locator details : console.page().locator("details summary").all()) {
      details.click();
    }
    scan(console.page());
    console.open("#/projections/nothing-of-that-name");
    console.section("What to do").waitFor();
    scan(console.page());
  }

  @Test
  void a_command_is_sent_by_keyboard_alone(Console console) {
    console.openEntity("cart", "by-keyboard");
    Page page = console.page();

    page.keyboard().press("Tab");
    assertThat(page.getByText("Skip to the content")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("main")).isFocused();
    tabTo(page, "input[name=command]");
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowLeft");
    page.keyboard().press("Tab");
    assertThat(console.field("productId")).isFocused();
    page.keyboard().type("p-1");
    page.keyboard().press("Tab");
    page.keyboard().type("2");
    page.keyboard().press("Enter");

    assertThat(console.events()).hasCount(1);
    tabTo(page, "ol.timeline a");
    page.keyboard().press("Enter");
    assertThat(console.section("State")).containsText("As of event 1");
  }

  @Test
  void every_page_fits_a_screen_of_360_pixels(Console console) {
    console.node().command("cart", "narrow", "add-item", TWO_OF_P_1);
    Readings readings = Readings.declare(console.node(), "narrow");
    readings.take("ann", "10:00:10", 20);
    readings.take("ann", "10:05:10", 20);
    readings.take("ann", "10:00:20", 20);
    console.page().setViewportSize(360, 740);

    for (String address :
        List.of(
            "#/",
            "#/types",
            "#/types/cart",
            "#/entities/cart/narrow",
            "#/streams/cart.item-added",
            "#/projections",
            "#/projections/" + readings.projection(),
            "#/projections/nothing-of-that-name",
            "#/processors",
            "#/processors/" + Stockroom.LEVELS,
            "#/processors/" + Stockroom.ORDERS)) {
      console.open(address);
      console.page().locator("main :is(section, .card)").first().waitFor();
      if (address.endsWith(readings.projection())) {
        console.page().locator(".window-chart .final").first().waitFor();
        console.section("Late events").locator("li").first().waitFor();
      }
      assertThat((Integer) console.page().evaluate("document.documentElement.scrollWidth"))
          .as(address)
          .isLessThanOrEqualTo(360);
    }
  }

  private static void tabTo(Page page, String selector) {
    for (int press = 0; press < 30; press++) {
      if (Boolean.TRUE.equals(
          page.evaluate("selector => document.activeElement.matches(selector)", selector))) {
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError("30 presses of Tab do not lead to " + selector);
  }

  private static void scan(Page page) throws IOException {
    page.evaluate(axe());
    Map<?, ?> found = (Map<?, ?>) page.evaluate(SCAN);
    assertThat((List<?>) found.get("violations")).as(page.url()).isEmpty();
    assertThat((Integer) found.get("held")).as("rules that hold").isGreaterThan(15);
  }

  private static String axe() throws IOException {
    try (InputStream script = ConsoleAccessibilityIT.class.getResourceAsStream("/axe.min.js")) {
      assertThat(script).as("axe on the class path").isNotNull();
      return new String(script.readAllBytes(), StandardCharsets.UTF_8) + "; undefined";
    }
  }
}
