package io.sillok.protocol.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.protocol.design.Compatibility.Conflict;
import io.sillok.protocol.schema.AvroCodec;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {

  private static final String GATE = "{\"name\": \"gate\", \"type\": \"string\"}";
  private static final String DELAY = "{\"name\": \"delay\", \"type\": \"int\"}";
  private static final String OPTIONAL =
      "{\"name\": \"note\", \"type\": [\"null\", \"string\"], \"default\": null}";

  @ParameterizedTest
  @CsvSource({
    "NONE,                true,  true",
    "BACKWARD,            false, true",
    "BACKWARD_TRANSITIVE, false, true",
    "FORWARD,             true,  false",
    "FORWARD_TRANSITIVE,  true,  false",
    "FULL,                false, false",
    "FULL_TRANSITIVE,     false, false"
  })
  void adding_and_removing_a_field_that_is_always_there(
      Compatibility compatibility, boolean mayAdd, boolean mayRemove) {
    Schema less = departed(GATE);
    Schema more = departed(GATE, DELAY);
    assertThat(compatibility.check(more, List.of(less)).isEmpty()).isEqualTo(mayAdd);
    assertThat(compatibility.check(less, List.of(more)).isEmpty()).isEqualTo(mayRemove);
  }

  @Test
  void a_field_that_may_be_absent_comes_and_goes() {
    for (Compatibility compatibility : Compatibility.values()) {
      assertThat(compatibility.check(departed(GATE, OPTIONAL), List.of(departed(GATE)))).isEmpty();
      assertThat(compatibility.check(departed(GATE), List.of(departed(GATE, OPTIONAL)))).isEmpty();
    }
  }

  @Test
  void transitive_ones_look_at_every_version_and_the_others_at_the_last() {
    List<Schema> earlier = List.of(departed(GATE), departed(GATE, DELAY));
    Schema next = departed(GATE, DELAY);
    assertThat(Compatibility.BACKWARD.check(next, earlier)).isEmpty();
    assertThat(Compatibility.BACKWARD_TRANSITIVE.check(next, earlier))
        .singleElement()
        .satisfies(conflict -> {
          assertThat(conflict.version()).isEqualTo(1);
          assertThat(conflict.pointer()).isEqualTo("/fields/1");
          assertThat(conflict.problem()).contains("it cannot read version 1", "delay");
        });
  }

  @Test
  void a_wider_number_is_read_one_way() {
    Schema narrow = departed(DELAY);
    Schema wide = departed("{\"name\": \"delay\", \"type\": \"long\"}");
    assertThat(Compatibility.BACKWARD.check(wide, List.of(narrow))).isEmpty();
    assertThat(Compatibility.FULL.check(wide, List.of(narrow)))
        .extracting(Conflict::problem)
        .singleElement()
        .asString()
        .contains("version 1 cannot read it");
  }

  @Test
  void another_event_is_no_version() {
    Schema landed =
        new Schema.Parser()
            .parse(
                "{\"type\": \"record\", \"name\": \"Landed\", \"fields\": [%s]}".formatted(GATE));
    assertThat(Compatibility.FULL_TRANSITIVE.check(landed, List.of(departed(GATE)))).isNotEmpty();
  }

  @Test
  void a_definition_says_what_its_versions_keep_to() {
    @Evolves(Compatibility.BACKWARD)
    record Loose(int count) {}
    record Strict(int count) {}
    assertThat(Compatibility.of(AvroCodec.of(Loose.class).schema()))
        .isEqualTo(Compatibility.BACKWARD);
    assertThat(Compatibility.of(AvroCodec.of(Strict.class).schema()))
        .isEqualTo(Compatibility.FULL_TRANSITIVE);
    Schema wrong = departed(GATE);
    wrong.addProp(Compatibility.PROPERTY, "SOMEHOW");
    assertThatThrownBy(() -> Compatibility.of(wrong)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Schema departed(String... fields) {
    return new Schema.Parser()
        .parse(
            "{\"type\": \"record\", \"name\": \"Departed\", \"fields\": [%s]}"
                .formatted(String.join(",", fields)));
  }
}
