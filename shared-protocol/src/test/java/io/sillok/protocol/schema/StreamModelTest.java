package io.sillok.protocol.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.design.Exempt;
import io.sillok.protocol.design.Finding;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StreamModelTest {

  record Visitor(UUID id, Optional<String> name) {}

  record PageViewed(
      String productId, Visitor visitor, Instant viewedAt, Optional<Instant> leftAt) {}

  record ProductListed(String productId, BigDecimal price) {}

  /** A thing, not something that has happened. */
  record Page(String text) {}

  record PriceAsked(String price) {}

  record CodeEntered(@Exempt(rule = "enum-as-string", reason = "people type it") String status) {}

  record Charactered(char letter) {}

  record Shop(Supplier<List<EventDefinition<?>>> declared) implements SillokModule {
    @Override
    public String name() {
      return "shop";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public int protocol() {
      return SillokModule.PROTOCOL;
    }

    @Override
    public List<EntityType<?, ?, ?>> entityTypes() {
      return List.of(
          EntityType.of("lamp", Page.class, Switched.class, Switched.class, new Rules()));
    }

    @Override
    public List<EventDefinition<?>> streams() {
      return declared.get();
    }
  }

  record Switched(int level) {}

  static final class Rules implements Decider<Page, Switched, Switched> {
    @Override
    public Switched initial() {
      return new Switched(0);
    }

    @Override
    public Decision<Switched> decide(Page command, Switched state, Context context) {
      return accept(state);
    }

    @Override
    public Switched evolve(Switched state, Switched event) {
      return event;
    }
  }

  private static final PageViewed EVENT =
      new PageViewed(
          "p-1",
          new Visitor(new UUID(0xABCDEF, 1), Optional.of("Ada")),
          Instant.parse("2026-01-31T12:00:00.000001Z"),
          Optional.empty());

  @Test
  void a_model_knows_how_events_are_kept_and_where_key_and_time_are() {
    StreamModel<PageViewed> model =
        StreamModel.of(
            EventDefinition.keyed("page-viewed", PageViewed.class, "visitor.id").at("viewedAt"));
    assertThat(model.definition().stream()).isEqualTo("page-viewed");
    assertThat(model.avro().schema().getFullName())
        .isEqualTo("io.sillok.protocol.schema.StreamModelTest.PageViewed");
    assertThat(model.avro().decode(model.avro().encode(EVENT))).isEqualTo(EVENT);
    assertThat(model.json().decode(model.json().encode(EVENT))).isEqualTo(EVENT);
    assertThat(model.keyOf(EVENT)).hasValue("00000000-00ab-cdef-0000-000000000001");
    assertThat(model.timeOf(EVENT)).hasValue(EVENT.viewedAt());
    assertThat(model.warnings()).isEmpty();
  }

  @Test
  void the_schema_alone_writes_what_the_record_reads() {
    StreamModel<PageViewed> model =
        StreamModel.of(EventDefinition.unkeyed("page-viewed", PageViewed.class));
    byte[] bytes = model.declared().encode(model.json().toTree(EVENT));
    assertThat(model.avro().decode(bytes)).isEqualTo(EVENT);
    assertThat(model.declared().fingerprint()).isEqualTo(model.avro().fingerprint());
    assertThat(
            model
                .declared()
                .encode(
                    DeclaredCodec.readTree(
                        """
                        {"productId":"p-1","visitor":{"id":"00000000-00AB-CDEF-0000-000000000001","name":"Ada"},
                         "viewedAt":"2026-01-31T13:00:00.000001+01:00"}\
                        """
                            .getBytes(UTF_8))))
        .isEqualTo(model.avro().encode(EVENT));
  }

  @Test
  void a_key_or_time_that_comes_with_each_event_is_not_in_it() {
    StreamModel<PageViewed> model =
        StreamModel.of(EventDefinition.keyed("page-viewed", PageViewed.class));
    assertThat(model.keyOf(EVENT)).isEmpty();
    assertThat(model.timeOf(EVENT)).isEmpty();
  }

  @Test
  void a_key_or_time_that_is_none_is_refused() {
    refused(
        EventDefinition.keyed("page-viewed", PageViewed.class, "produktId"),
        "Stream page-viewed: 'produktId' is no field of the event: PageViewed has no 'produktId'; it has productId, visitor, viewedAt, leftAt");
    refused(
        EventDefinition.keyed("page-viewed", PageViewed.class, "viewedAt"),
        "Stream page-viewed: 'viewedAt' is of type long (timestamp-micros), but a key is of type string, int, long, enum or uuid");
    refused(
        EventDefinition.entity("page-viewed", PageViewed.class, "visitor.name"),
        "Stream page-viewed: 'visitor.name' may be null, but a key is never");
    refused(
        EventDefinition.unkeyed("page-viewed", PageViewed.class).at("productId"),
        "Stream page-viewed: 'productId' is of type string, but an event time is of type long");
    refused(
        EventDefinition.unkeyed("page-viewed", PageViewed.class).at("leftAt"),
        "Stream page-viewed: 'leftAt' may be null, but an event time is never");
  }

  @Test
  void an_event_that_is_badly_designed_or_cannot_be_kept_is_refused() {
    refused(
        EventDefinition.unkeyed("price-asked", PriceAsked.class),
        "StreamModelTest.PriceAsked is badly designed: price: is a number by its name");
    refused(
        EventDefinition.unkeyed("charactered", Charactered.class),
        "StreamModelTest.Charactered.letter has the type char, which cannot be kept exactly; use String");
    assertThat(StreamModel.of(EventDefinition.unkeyed("code", CodeEntered.class)).warnings())
        .isEmpty();
    assertThat(StreamModel.of(EventDefinition.unkeyed("page", Page.class)).warnings())
        .extracting(Finding::rule)
        .containsExactly("past-tense");
  }

  @Test
  void a_module_holds_its_streams_in_its_order() {
    ModuleModel model =
        ModuleModel.of(
            new Shop(() ->
                List.of(
                    EventDefinition.entity("product-listed", ProductListed.class, "productId"),
                    EventDefinition.unkeyed("page-viewed", PageViewed.class))));
    assertThat(model.streams().keySet()).containsExactly("product-listed", "page-viewed");
    assertThat(model.entityTypes().keySet()).containsExactly("lamp");
    assertThat(ModuleModel.of(new Shop(List::of)).streams()).isEmpty();
  }

  @Test
  void a_module_whose_streams_are_not_told_apart_is_refused() {
    EventDefinition<?> viewed = EventDefinition.unkeyed("page-viewed", PageViewed.class);
    EventDefinition<?> listed = EventDefinition.unkeyed("page-viewed", ProductListed.class);
    EventDefinition<?> lamp = EventDefinition.unkeyed("lamp", PageViewed.class);
    refusedModule(
        () -> List.of(viewed, listed),
        "StreamModelTest.Shop.streams() has two streams named 'page-viewed'; rename one");
    refusedModule(
        () -> List.of(lamp),
        "StreamModelTest.Shop.streams() has a stream named 'lamp', as is an entity type; rename the stream");
    refusedModule(
        () -> List.of(EventDefinition.unkeyed("Page", PageViewed.class)),
        "StreamModelTest.Shop.streams(): Stream 'Page' has a name that is not kebab case");
  }

  @Test
  void the_design_of_streams_is_told_even_if_it_is_refused() {
    var findings =
        ModuleDesign.check(
            new Shop(() ->
                List.of(
                    EventDefinition.unkeyed("price-asked", PriceAsked.class),
                    EventDefinition.unkeyed("page-viewed", PageViewed.class))));
    assertThat(findings.keySet()).containsExactly("lamp.switched", "price-asked", "page-viewed");
    assertThat(findings.get("price-asked"))
        .extracting(Finding::rule)
        .containsExactly("number-as-string");
    assertThat(findings.get("page-viewed")).isEmpty();
  }

  private static void refused(EventDefinition<?> definition, String message) {
    assertThatThrownBy(() -> StreamModel.of(definition))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining(message);
  }

  private static void refusedModule(Supplier<List<EventDefinition<?>>> streams, String message) {
    assertThatThrownBy(() -> ModuleModel.of(new Shop(streams)))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining(message);
  }
}
