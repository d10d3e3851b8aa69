package io.sillok.node;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A module in two versions, which have records of the same name: payments in whole euros, then in
 * cents; accounts whose name was all of it, and is the last one then.
 */
final class PaymentsModule {

  private static final String FIRST =
      """
        public record PaymentMade(String paymentId, String account, int euros, Instant madeAt) {}
        public record AccountOpened(String account, String name, Instant openedAt) {}
      """;

  private static final String SECOND =
      """
        public record FirstMade(String paymentId, String account, int euros, Instant madeAt) {}
        public record FirstOpened(String account, String name, Instant openedAt) {}
        @Evolves(Compatibility.BACKWARD)
        public record PaymentMade(
            String paymentId, String account, long cents, String currency, Instant madeAt) {}
        @Evolves(Compatibility.BACKWARD)
        public record AccountOpened(
            String account, String firstName, String name, Instant openedAt) {}
        public record Paid(String paymentId, long cents) {}
        public record PaymentNoted(String paymentId, long cents) {}
        public record LastName(String name) {}
        public record Named(PaymentMade payment, String lastName) {
          static Named of(PaymentMade payment, Optional<LastName> account) {
            return new Named(payment, account.map(LastName::name).orElse("none"));
          }
        }
        public record Revenue(long payments, long cents) {}

        static final EventDefinition<PaymentNoted> NOTED =
            EventDefinition.keyed("payment-noted", PaymentNoted.class, "paymentId");

        static final class Noting implements Processor<Paid, NoState> {
          public NoState initial() { return NoState.NONE; }
          public Processing<NoState> process(NoState state, Incoming<Paid> paid) {
            return keep(state)
                .emit(NOTED, new PaymentNoted(paid.event().paymentId(), paid.event().cents()));
          }
        }

        public List<ProcessorType<?, ?>> processors() {
          return List.of(
              ProcessorType.of(
                  "notes", "payment-made", Paid.class, NoState.class, List.of(NOTED), new Noting()));
        }

        public List<ProjectionType<?, ?>> projections() {
          ProjectionSource<PaymentMade, PaymentMade> payments =
              ProjectionSource.of("payment-made", PaymentMade.class);
          return List.of(
              ProjectionType.of(
                  "revenue-per-name",
                  payments
                      .with(
                          "account-opened", LastName.class, PaymentMade::account,
                          Duration.ofSeconds(5), Named::of)
                      .keyedBy(Named::lastName),
                  WindowSpec.tumbling(Duration.ofMinutes(1)),
                  Lateness.of(Duration.ofSeconds(1)),
                  Revenue.class,
                  Aggregates.both(
                      Aggregates.count(),
                      Aggregates.sumOfWholes(named -> named.payment().cents()),
                      Revenue::new)));
        }
      """;

  private static final String SPLITTING =
      """
      .upcasting(
          FirstOpened.class,
          first -> {
            String[] names = first.name().split(" ");
            return new AccountOpened(first.account(), names[0], names[1], first.openedAt());
          })
      """;

  private static final int NONE = -1;

  private final Path directory;

  /**
   * @param directory that jars are built in
   */
  PaymentsModule(Path directory) {
    this.directory = directory;
  }

  Path first() throws IOException {
    return jar("first", FIRST, "", "", "");
  }

  Path withoutUpcasters() throws IOException {
    return jar("without", SECOND, "", "", ", NOTED");
  }

  Path upcasting() throws IOException {
    return unableToUpcast(NONE);
  }

  /** It has upcasters, but that of payments throws for one of so many euros. */
  Path unableToUpcast(int euros) throws IOException {
    return jar("but" + euros, SECOND, fromEuros(euros), SPLITTING, ", NOTED");
  }

  private static String fromEuros(int unlucky) {
    return """
    .upcasting(
        FirstMade.class,
        first -> {
          if (first.euros() == %d) { throw new IllegalStateException("unlucky " + first.euros()); }
          return new PaymentMade(
              first.paymentId(), first.account(), first.euros() * 100L, "EUR", first.madeAt());
        })
    """
        .formatted(unlucky);
  }

  private Path jar(String name, String records, String payments, String accounts, String more)
      throws IOException {
    return new ModuleJarBuilder(directory.resolve(name))
        .source("Payments", source(records, payments, accounts, more))
        .service("Payments")
        .jar("payments.jar");
  }

  private static String source(String records, String payments, String accounts, String more) {
    return """
    import io.sillok.protocol.design.*;
    import io.sillok.protocol.entity.EntityType;
    import io.sillok.protocol.event.EventDefinition;
    import io.sillok.protocol.processor.*;
    import io.sillok.protocol.projection.*;
    import io.sillok.protocol.window.*;
    import io.sillok.protocol.window.aggregate.Aggregates;
    import java.time.*;
    import java.util.*;
    public class Payments implements io.sillok.protocol.SillokModule {
      public String name() { return "payments"; }
      public String version() { return "1.0"; }
      public int protocol() { return PROTOCOL; }
      public List<EntityType<?, ?, ?>> entityTypes() { return List.of(); }
      public List<EventDefinition<?>> streams() {
        return List.of(
            EventDefinition.keyed("payment-made", PaymentMade.class, "paymentId").at("madeAt")%s,
            EventDefinition.entity("account-opened", AccountOpened.class, "account").at("openedAt")%s
            %s);
      }
    %s
    }
    """
        .formatted(payments, accounts, more, records);
  }
}
