package io.sillok.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Forms made from a schema with every kind of field. */
@ExtendWith(ConsoleExtension.class)
class ConsoleFormIT {
  /** The first whole number that a double cannot hold. */
  private static final String BEYOND_DOUBLES = "9007199254740993";

  @Test
  void every_kind_of_field_reaches_the_event_as_it_was_entered(Console console) {
    console.openEntity("sampler", "filled");
    fillAll(console);
    console.send();

    Locator event = console.events().first();
    for (String value :
        new String[] {
          "two  spaces", BEYOND_DOUBLES, "0.10", "PT1H30M", "Jongno", "ink", "Busan", "radius"
        }) {
      assertThat(event).containsText(value);
    }
    assertThat(event).not().containsText("paper");
  }

  @Test
  void the_form_becomes_json_and_the_json_the_form_again(Console console) {
    console.openEntity("sampler", "there-and-back");
    fillAll(console);
    press(console, "Edit as JSON");
    String json = console.field("Command as JSON").inputValue();
    press(console, "Edit as JSON");
    assertThat(console.field("whole")).hasValue(BEYOND_DOUBLES);
    press(console, "Edit as JSON");

    assertThat(console.field("Command as JSON")).hasValue(json);
    console.field("Command as JSON").fill("{\"text\":\"t\",\"unknown\":1}");
    press(console, "Edit as JSON");
    assertThat(console.section("Send a command")).containsText("The form cannot hold this JSON");
  }

  @Test
  void errors_inside_lists_maps_and_objects_are_told_at_their_fields(Console console) {
    console.openEntity("sampler", "wrong");
    fillAll(console);
    console.field("labels 1 key").fill("~a/b");
    console.page().locator("[id='field-/labels/~0a~1b']").fill("many");
    console.field("street").first().fill("");
    console.send();

    assertThat(console.problem().locator(".code")).hasText("invalid-command");
    assertThat(console.page().locator("[id='field-/labels/~0a~1b']"))
        .hasAttribute("aria-invalid", "true");
    assertThat(console.field("street").first()).isFocused();
  }

  private static void fillAll(Console console) {
    console.field("text").fill("two  spaces");
    console.field("whole").fill(BEYOND_DOUBLES);
    console.field("amount").fill("0.10");
    form(console).getByRole(AriaRole.CHECKBOX).check();
    select(console, "maybeFlag", 1);
    select(console, "colour", 2);
    press(console, "Now");
    console.field("lasts").fill("PT1H30M");
    press(console, "Generate");
    fillAddress(console, "/address", "Jongno");
    press(console, "Fill in elsewhere");
    fillAddress(console, "/elsewhere", "Haeundae");
    press(console, "Add to tags");
    console.page().keyboard().type("paper");
    press(console, "Add to tags");
    console.page().keyboard().type("ink");
    press(console, "Remove tags 1");
    press(console, "Add to labels");
    console.field("labels 1 key").fill("k");
    console.page().locator("[id='field-/labels/k']").fill("7");
    select(console, "shape", 1);
    console.field("radius").fill("3");
  }

  private static void fillAddress(Console console, String pointer, String street) {
    console.page().locator("[id='field-%s/street']".formatted(pointer)).fill(street);
    console.page().locator("[id='field-%s/city']".formatted(pointer)).fill("Busan");
  }

  private static void select(Console console, String label, int option) {
    form(console)
        .getByRole(
            AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + label)))
        .selectOption(new SelectOption().setIndex(option));
  }

  private static void press(Console console, String button) {
    form(console)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  private static Locator form(Console console) {
    return console.section("Send a command");
  }
}
