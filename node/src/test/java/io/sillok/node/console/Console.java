package io.sillok.node.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The console in a page of its own, which notes what the page asks for and complains about. */
final class Console {
  private static final double ANSWER_MILLISECONDS = 20_000;

  private final ConsoleNode node;
  private final BrowserContext context;
  private final Page page;
  private final List<URI> requests = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  Console(ConsoleNode node, BrowserContext context) {
    this.node = node;
    this.context = context;
    context.onRequest(request -> requests.add(URI.create(request.url())));
    page = context.newPage();
    page.setDefaultTimeout(ANSWER_MILLISECONDS);
    PlaywrightAssertions.setDefaultAssertionTimeout(ANSWER_MILLISECONDS);
    page.onPageError(complaints::add);
    page.onConsoleMessage(this::note);
  }

  ConsoleNode node() {
    return node;
  }

  Page page() {
    return page;
  }

  /**
   * Opens a page and waits until its heading stands.
   *
   * @param address such as {@code #/types}
   */
  void open(String address) {
    page.navigate(node.address() + "/console/" + address);
    page.locator("h1").waitFor();
  }

  /** Opens the inspector and waits until the entity was read. */
  void openEntity(String type, String id) {
    open("#/entities/%s/%s".formatted(type, ConsoleNode.encoded(id)));
    section("Events").waitFor();
  }

  /** The part of the page under this heading. */
  Locator section(String heading) {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(heading));
  }

  /** The control whose label begins so. */
  Locator field(String label) {
    return section("Send a command")
        .getByRole(
            AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + label)));
  }

  /** Picks the command in the form. */
  void choose(String command) {
    page.locator("label.choice")
        .filter(new Locator.FilterOptions().setHasText(command))
        .first()
        .click();
  }

  void send() {
    page.locator("command-form button[type=submit]").click();
  }

  Locator events() {
    return section("Events").locator("ol.timeline > li");
  }

  Locator problem() {
    return page.locator("command-form .problem");
  }

  /** Ends the page; fails if it complained or asked another host. */
  void close() {
    context.close();
    assertThat(complaints).as("errors of the page").isEmpty();
    assertThat(requests).as("requests of the page").hasSizeGreaterThan(5);
    assertThat(requests)
        .allSatisfy(
            request -> assertThat(request.getAuthority()).isEqualTo(node.address().getAuthority()));
  }

  /**
   * A browser writes down every answer from 400 on and every one that does not come, also those
   * that the console expects of the API.
   */
  private void note(ConsoleMessage message) {
    String asked = message.location();
    boolean refusal =
        message.text().startsWith("Failed to load resource")
            && (asked.contains("/v1/") || asked.contains("/health/"));
    if (List.of("error", "warning").contains(message.type()) && !refusal) {
      complaints.add(message.text() + " at " + message.location());
    }
  }
}
