package io.sillok.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.NoState;
import io.sillok.protocol.processor.Output;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.processor.Processor;
import io.sillok.protocol.processor.ProcessorType;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProcessorModelTest {

  record ItemSold(String productId, int quantity) {}

  record StockTaken(String productId, int left) {}

  /** What is known of a product. */
  record Stock(int sold) {}

  record Letter(char letter) {}

  static final EventDefinition<StockTaken> STOCK_TAKEN =
      EventDefinition.keyed("stock-taken", StockTaken.class, "productId");
  static final EventDefinition<ItemSold> ITEM_SOLD =
      EventDefinition.keyed("item-sold", ItemSold.class, "productId");
  static final EventDefinition<StockTaken> REMARKED =
      EventDefinition.entity("remarked", StockTaken.class);
  private static final Incoming<ItemSold> SOLD =
      new Incoming<>("p-1", Instant.EPOCH, new ItemSold("p-1", 2));

  /** Answers what it is told to answer. */
  record Told(@Nullable Processing<Stock> answer) implements Processor<ItemSold, Stock> {
    @Override
    public Stock initial() {
      return new Stock(0);
    }

    @Override
    @SuppressWarnings("NullAway") // what a careless module does
    public Processing<Stock> process(Stock state, Incoming<ItemSold> event) {
      return answer;
    }
  }

  record Shop(List<EventDefinition<?>> streams, List<ProcessorType<?, ?>> processors)
      implements SillokModule {
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
          EntityType.of(
              "lamp",
              StreamModelTest.Page.class,
              StreamModelTest.Switched.class,
              StreamModelTest.Switched.class,
              new StreamModelTest.Rules()));
    }
  }

  private static ProcessorType<ItemSold, Stock> stock(String name, String input) {
    return ProcessorType.of(
        name, input, ItemSold.class, Stock.class, List.of(STOCK_TAKEN), new Told(null));
  }

  private static ModuleModel load(ProcessorType<?, ?>... processors) {
    return ModuleModel.of(new Shop(List.of(STOCK_TAKEN, ITEM_SOLD), Arrays.asList(processors)));
  }

  private static void refused(String message, ProcessorType<?, ?>... processors) {
    assertThatThrownBy(() -> load(processors))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void a_module_holds_its_processors_in_its_order() {
    ModuleModel model = load(stock("stock", "elsewhere"), stock("again", "item-sold"));
    assertThat(model.processors().keySet()).containsExactly("stock", "again");
    ProcessorModel<?, ?> stock = Objects.requireNonNull(model.processors().get("stock"));
    assertThat(stock.outputs().keySet()).containsExactly("stock-taken");
    assertThat(stock.type().attempts()).isEqualTo(3);
    assertThat(stock.type().attempts(5).revision(2))
        .extracting(ProcessorType::attempts, ProcessorType::revision)
        .containsExactly(5, 2);
    assertThat(new Shop(List.of(), List.of()).processors()).isEmpty();
  }

  @Test
  void a_name_is_kebab_case_and_of_one_processor() {
    refused(
        "Processor 'Stock' has a name that is not kebab case of up to 60 characters; name it like",
        stock("Stock", "item-sold"));
    refused("Processor 's" + "s".repeat(60), stock("s".repeat(61), "item-sold"));
    refused(
        "ProcessorModelTest.Shop.processors() has two processors named 'stock'; rename one",
        stock("stock", "item-sold"),
        stock("stock", "elsewhere"));
  }

  @Test
  void the_input_has_a_name_that_a_stream_can_have() {
    for (String input : List.of("Rv Paid!", "", "lamp.", "lamp.switched.off", "a".repeat(61))) {
      refused(
          "Processor stock reads '%s', a name that no stream can have; name a stream like"
              .formatted(input),
          stock("stock", input));
    }
    assertThat(ProcessorModel.of(stock("stock", "cart.checked-out"), streams()).type().input())
        .isEqualTo("cart.checked-out");
  }

  private static Map<String, StreamModel<?>> streams() {
    return Map.of("stock-taken", StreamModel.of(STOCK_TAKEN));
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless module does
  void what_is_null_is_named() {
    assertThatThrownBy(() -> stock("stock", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("input of processor stock must be given, but is null");
    assertThatThrownBy(() ->
            ProcessorType.of(
                "stock", "item-sold", ItemSold.class, Stock.class, List.of(STOCK_TAKEN), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("processor of processor stock must be given");
    assertThatThrownBy(() ->
            ProcessorType.of(
                "stock",
                "item-sold",
                ItemSold.class,
                null,
                Collections.singletonList(null),
                new Told(null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("state of processor stock must be given");
    refused(
        "ProcessorModelTest.Shop.processors() holds null at index 1; is a constant used before",
        stock("stock", "item-sold"),
        null);
    assertThatThrownBy(() -> ModuleModel.of(new Shop(List.of(), null)))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageStartingWith("ProcessorModelTest.Shop.processors() returns null; return an");
    assertThatThrownBy(() -> ModuleModel.of(new Shop(null, List.of())))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageStartingWith("ProcessorModelTest.Shop.streams() returns null; return an");
  }

  @Test
  void errors_that_initial_throws_are_told_like_exceptions() {
    for (Throwable thrown :
        List.of(
            new AssertionError("not yet"),
            new StackOverflowError(),
            new Error("plain"),
            new IOException("checked"))) {
      refused(
          "ProcessorModelTest.Failing.initial() throws " + thrown,
          ProcessorType.of(
              "stock", "item-sold", ItemSold.class, Stock.class, List.of(), new Failing(thrown)));
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // javac infers it unchecked
  private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void whatever_the_methods_of_a_module_throw_is_told_with_the_method() {
    for (String method : List.of("entityTypes", "streams", "processors")) {
      for (Throwable thrown : List.of(new IllegalStateException("dark"), new IOException("dark"))) {
        assertThatThrownBy(() -> ModuleModel.of(new Throwing(method, thrown)))
            .isInstanceOf(InvalidModuleException.class)
            .hasMessageStartingWith(
                "ProcessorModelTest.Throwing.%s() throws %s".formatted(method, thrown));
      }
    }
    OutOfMemoryError machine = new OutOfMemoryError("pretend");
    assertThatThrownBy(() -> ModuleModel.of(new Throwing("streams", machine))).isSameAs(machine);
  }

  record Throwing(String method, Throwable thrown) implements SillokModule {
    private <T> List<T> list(String called) {
      if (called.equals(method)) {
        throw ProcessorModelTest.<RuntimeException>sneaky(thrown);
      }
      return List.of();
    }

    @Override
    public String name() {
      return "throwing";
    }

    @Override
    public String version() {
      return "1.0";
    }

    @Override
    public int protocol() {
      return PROTOCOL;
    }

    @Override
    public List<EntityType<?, ?, ?>> entityTypes() {
      return list("entityTypes");
    }

    @Override
    public List<EventDefinition<?>> streams() {
      return list("streams");
    }

    @Override
    public List<ProcessorType<?, ?>> processors() {
      return list("processors");
    }
  }

  record Failing(Throwable thrown) implements Processor<ItemSold, Stock> {
    @Override
    public Stock initial() {
      throw ProcessorModelTest.<RuntimeException>sneaky(thrown);
    }

    @Override
    public Processing<Stock> process(Stock state, Incoming<ItemSold> event) {
      return keep(state);
    }
  }

  @Test
  void a_constant_that_cannot_be_made_is_told_by_its_innermost_cause() {
    assertThatThrownBy(() -> ModuleModel.of(new LateShop()))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining("attempts of processor stock must be from 1 to 100, but is 0")
        .hasMessageNotContaining("rebuild it");
  }

  /** A class that cannot be initialized. */
  static final class Constants {
    static final ProcessorType<?, ?> STOCK = stock("stock", "item-sold").attempts(0);

    private Constants() {}
  }

  static final class LateShop implements SillokModule {
    @Override
    public String name() {
      return "late-shop";
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
      return List.of();
    }

    @Override
    public List<ProcessorType<?, ?>> processors() {
      return List.of(Constants.STOCK);
    }
  }

  @Test
  void outputs_are_streams_of_the_module_and_never_the_input() {
    refused(
        "Processor stock emits to its own input stock-taken, which would never end",
        stock("stock", "stock-taken"));
    refused(
        "Processor stock emits to stream remarked, which its module does not declare like that",
        ProcessorType.of(
            "stock", "item-sold", ItemSold.class, Stock.class, List.of(REMARKED), new Told(null)));
    refused(
        "Processor stock emits to stream stock-taken, which its module does not declare like that",
        ProcessorType.of(
            "stock",
            "item-sold",
            ItemSold.class,
            Stock.class,
            List.of(STOCK_TAKEN.at("left")),
            new Told(null)));
  }

  @Test
  void the_input_must_be_readable_where_the_module_knows_it() {
    refused(
        "Processor stock cannot read the events of lamp.switched into ProcessorModelTest.ItemSold:",
        stock("stock", "lamp.switched"));
    refused(
        "Processor stock reads events into Object, which is no record",
        ProcessorType.of(
            "stock", "item-sold", Object.class, NoState.class, List.of(), new Silent<>()));
    refused(
        "ProcessorModelTest.Letter.letter has the type char",
        ProcessorType.of(
            "stock", "elsewhere", Letter.class, NoState.class, List.of(), new Silent<>()));
  }

  /** Emits nothing. */
  static final class Silent<I> implements Processor<I, NoState> {
    @Override
    public NoState initial() {
      return NoState.NONE;
    }

    @Override
    public Processing<NoState> process(NoState state, Incoming<I> event) {
      return keep(state);
    }
  }

  @Test
  void the_state_must_be_one_that_can_be_kept() {
    refused(
        "ProcessorModelTest.Letter.letter has the type char",
        ProcessorType.of(
            "stock",
            "item-sold",
            ItemSold.class,
            Letter.class,
            List.of(),
            new Processor<ItemSold, Letter>() {
              @Override
              public Letter initial() {
                return new Letter('a');
              }

              @Override
              public Processing<Letter> process(Letter state, Incoming<ItemSold> event) {
                return keep(state);
              }
            }));
    refused("ProcessorModelTest.Broken.initial() throws", broken(true));
    refused("ProcessorModelTest.Broken.initial() returns null", broken(false));
  }

  private static ProcessorType<ItemSold, Stock> broken(boolean throwing) {
    return ProcessorType.of(
        "stock", "item-sold", ItemSold.class, Stock.class, List.of(), new Broken(throwing));
  }

  record Broken(boolean throwing) implements Processor<ItemSold, Stock> {
    @Override
    @SuppressWarnings("NullAway") // what a careless module does
    public Stock initial() {
      if (throwing) {
        throw new IllegalStateException("not yet");
      }
      return null;
    }

    @Override
    public Processing<Stock> process(Stock state, Incoming<ItemSold> event) {
      return keep(state);
    }
  }

  @Test
  void attempts_are_at_least_one() {
    assertThatThrownBy(() -> stock("stock", "item-sold").attempts(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attempts of processor stock must be from 1 to 100, but is 0");
  }

  @Test
  void what_a_processor_answers_is_checked() {
    Processing<Stock> kept = new Processing<>(new Stock(1), List.of());
    StockTaken taken = new StockTaken("p-1", 7);
    assertThat(answered(kept.emit(STOCK_TAKEN, taken)).outputs())
        .containsExactly(Output.of(STOCK_TAKEN, taken));
    assertThatThrownBy(() -> answered(null)).hasMessageContaining("returns no state");
    assertThatThrownBy(() -> answered(kept.emit(ITEM_SOLD, SOLD.event())))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("emits to stream item-sold, which is none of its outputs");
    assertThatThrownBy(() -> answered(kept.emitAll(STOCK_TAKEN, Collections.nCopies(1001, taken))))
        .hasMessageContaining("emits 1001 events for one, but may emit up to 1000");
  }

  private static Processing<Stock> answered(@Nullable Processing<Stock> answer) {
    ProcessorType<ItemSold, Stock> type =
        ProcessorType.of(
            "stock",
            "item-sold",
            ItemSold.class,
            Stock.class,
            List.of(STOCK_TAKEN),
            new Told(answer));
    return ProcessorModel.of(type, Map.of("stock-taken", StreamModel.of(STOCK_TAKEN)))
        .process(new Stock(0), SOLD);
  }

  @Test
  void a_removed_key_is_forgotten_unless_it_is_told_otherwise() {
    assertThat(new Told(null).remove(new Stock(7), "p-1", Instant.EPOCH))
        .isEqualTo(new Processing<>(new Stock(0), List.of()));
  }

  @Test
  void an_output_has_a_key_where_its_stream_has_one() {
    StockTaken taken = new StockTaken("p-1", 7);
    EventDefinition<StockTaken> unkeyed = EventDefinition.unkeyed("noted", StockTaken.class);
    assertThat(Output.removal(REMARKED, "p-1").event()).isEmpty();
    assertThat(Output.of(REMARKED, "p-1", taken).key()).isEqualTo(Optional.of("p-1"));
    assertThatThrownBy(() -> Output.of(REMARKED, taken))
        .hasMessageContaining("has events with keys, but one comes without");
    assertThatThrownBy(() -> Output.of(unkeyed, "p-1", taken))
        .hasMessageContaining("is unkeyed, but an event for it comes with the key 'p-1'");
    assertThatThrownBy(() -> Output.removal(STOCK_TAKEN, "p-1"))
        .hasMessageContaining("is not of kind entity");
  }
}
