package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sillok.node.account.AccountModule;
import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.NoState;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.processor.Processor;
import io.sillok.protocol.processor.ProcessorType;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processors of one module that read the streams of another. */
final class ProcessorInputsTest {

  private static final EventDefinition<Noted> NOTED =
      EventDefinition.unkeyed("sum-noted", Noted.class);

  @TempDir private Path data;

  record Noted(String text) {}

  record Deposit(long amount) {}

  record Remark(String remark) {}

  @Test
  void an_entity_types_event_that_no_module_has_is_refused_with_those_there_are() {
    assertThat(refused(new Reading("reader", "account.deposit", Deposit.class), "processor-input"))
        .startsWith(
            "Processor notes of module reader reads account.deposit, which no loaded module")
        .contains("name one of: account.broken, account.coin-taken, account.deposited");
  }

  @Test
  void events_that_do_not_fit_the_record_are_refused_with_the_field() {
    assertThat(refused(new Reading("reader", "account.deposited", Remark.class), "module-invalid"))
        .contains("Processor notes cannot read the events of account.deposited into")
        .contains("remark");
  }

  @Test
  void a_processor_name_of_two_modules_is_refused_with_both() {
    assertThat(
            refused(
                new Reading("one", "account.deposited", Deposit.class),
                new Reading("other", "account.deposited", Deposit.class),
                "module-duplicate"))
        .isEqualTo(
            "Processor notes is in module one and in module other; rename it in one of them");
  }

  @Test
  void a_stream_of_another_module_and_one_that_may_be_declared_later_are_taken() {
    load(new Reading("reader", "account.deposited", Deposit.class));
    load(new Reading("reader", "page-viewed", Remark.class));
  }

  private String refused(SillokModule module, String code) {
    return message(code, module);
  }

  private String refused(SillokModule one, SillokModule other, String code) {
    return message(code, one, other);
  }

  private String message(String code, SillokModule... modules) {
    StartException refused = catchThrowableOfType(StartException.class, () -> load(modules));
    assertThat(refused.code()).isEqualTo(code);
    return String.valueOf(refused.getMessage());
  }

  private void load(SillokModule... modules) {
    SillokModule[] all =
        Stream.concat(Stream.of(modules), Stream.of(new AccountModule()))
            .toArray(SillokModule[]::new);
    try (ModuleLoader loader = new ModuleLoader()) {
      assertThat(loader.load(NodeConfig.at(data).modules(all)).modules()).hasSize(all.length);
    }
  }

  /** Notes what it reads. */
  private record Reading(String name, String input, Class<? extends Record> event)
      implements SillokModule {

    @Override
    public String version() {
      return "1";
    }

    @Override
    public int protocol() {
      return PROTOCOL;
    }

    @Override
    public List<EntityType<?, ?, ?>> entityTypes() {
      return List.of();
    }

    @Override
    public List<EventDefinition<?>> streams() {
      return List.of(NOTED);
    }

    @Override
    public List<ProcessorType<?, ?>> processors() {
      return List.of(type(event));
    }

    private <I> ProcessorType<I, NoState> type(Class<I> into) {
      return ProcessorType.of("notes", input, into, NoState.class, List.of(NOTED), new Noting<>());
    }
  }

  private static final class Noting<I> implements Processor<I, NoState> {
    @Override
    public NoState initial() {
      return NoState.NONE;
    }

    @Override
    public Processing<NoState> process(NoState state, Incoming<I> incoming) {
      return keep(state).emit(NOTED, new Noted(incoming.key()));
    }
  }
}
