package io.sillok.protocol.schema;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Records with components of every kind, and random values of them. */
final class Samples {

  private Samples() {}

  enum Color {
    RED,
    GREEN,
    BLUE
  }

  sealed interface Payment {
    record Card(String number, Optional<LocalDate> expires) implements Payment {}

    @JsonTypeName("bank-transfer")
    record Transfer(BigInteger account) implements Payment {}

    record Cash() implements Payment {}
  }

  /** Contains itself. */
  record Tree(String name, List<Tree> children) {}

  record Scalars(
      boolean truth,
      int count,
      long total,
      float ratio,
      double weight,
      String text,
      UUID id,
      Instant time,
      LocalDate day,
      Duration length,
      BigDecimal price,
      BigInteger large) {}

  record Composites(
      Color color,
      Optional<Color> shade,
      Payment payment,
      Optional<Payment> refund,
      @Nullable String note,
      Optional<Integer> age,
      List<Payment> payments,
      Set<Color> colors,
      SequencedMap<String, Long> counts,
      Map<String, List<String>> tags,
      Tree tree) {}

  record Everything(Scalars scalars, Composites composites) {}

  static Arbitrary<Everything> everything() {
    return Combinators.combine(scalars(), composites()).as(Everything::new);
  }

  static Arbitrary<Scalars> scalars() {
    return Builders.withBuilder(ScalarsBuilder::new)
        .use(Arbitraries.of(true, false))
        .inSetter((b, v) -> b.truth = v)
        .use(Arbitraries.integers())
        .inSetter((b, v) -> b.count = v)
        .use(Arbitraries.longs())
        .inSetter((b, v) -> b.total = v)
        .use(Arbitraries.floats())
        .inSetter((b, v) -> b.ratio = v)
        .use(Arbitraries.doubles())
        .inSetter((b, v) -> b.weight = v)
        .use(text())
        .inSetter((b, v) -> b.text = v)
        .use(Arbitraries.create(UUID::randomUUID))
        .inSetter((b, v) -> b.id = v)
        .use(Arbitraries.longs())
        .inSetter((b, v) -> b.time = Instant.EPOCH.plus(v, ChronoUnit.MICROS))
        .use(Arbitraries.integers())
        .inSetter((b, v) -> b.day = LocalDate.ofEpochDay(v))
        .use(Arbitraries.longs())
        .inSetter((b, v) -> b.length = Duration.ofNanos(v))
        .use(decimals())
        .inSetter((b, v) -> b.price = v)
        .use(Arbitraries.bigIntegers())
        .inSetter((b, v) -> b.large = v)
        .build(ScalarsBuilder::build);
  }

  private static Arbitrary<BigDecimal> decimals() {
    return Combinators.combine(Arbitraries.bigIntegers(), Arbitraries.integers().between(-300, 300))
        .as(BigDecimal::new);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .withChars('a', 'é', '\u0000', '"', '\\', '/', '~', '\uFFFD', '한')
        .ofMaxLength(12)
        .map(text -> text.length() > 9 ? text + "🜂" : text);
  }

  static Arbitrary<Payment> payments() {
    return Arbitraries.oneOf(
        Combinators.combine(
                text(), Arbitraries.of(LocalDate.EPOCH, LocalDate.MIN.withYear(-9999)).optional())
            .as(Payment.Card::new),
        Arbitraries.bigIntegers().map(Payment.Transfer::new),
        Arbitraries.just(new Payment.Cash()));
  }

  static Arbitrary<Composites> composites() {
    Arbitrary<Color> colors = Arbitraries.of(Color.class);
    return Builders.withBuilder(CompositesBuilder::new)
        .use(colors)
        .inSetter((b, v) -> b.color = v)
        .use(colors.optional())
        .inSetter((b, v) -> b.shade = v)
        .use(payments())
        .inSetter((b, v) -> b.payment = v)
        .use(payments().optional())
        .inSetter((b, v) -> b.refund = v)
        .use(text().optional())
        .inSetter((b, v) -> b.note = v.orElse(null))
        .use(Arbitraries.integers().optional())
        .inSetter((b, v) -> b.age = v)
        .use(payments().list().ofMaxSize(4))
        .inSetter((b, v) -> b.payments = v)
        .use(colors.set())
        .inSetter((b, v) -> b.colors = Set.copyOf(v))
        .use(Arbitraries.maps(text(), Arbitraries.longs()).ofMaxSize(4))
        .inSetter((b, v) -> b.counts = new LinkedHashMap<>(v))
        .use(Arbitraries.maps(text(), text().list().ofMaxSize(3)).ofMaxSize(4))
        .inSetter((b, v) -> b.tags = Map.copyOf(v))
        .use(trees(3))
        .inSetter((b, v) -> b.tree = v)
        .build(CompositesBuilder::build);
  }

  private static Arbitrary<Tree> trees(int depth) {
    Arbitrary<List<Tree>> children =
        depth == 0
            ? Arbitraries.just(List.of())
            : Arbitraries.lazy(() -> trees(depth - 1)).list().ofMaxSize(2);
    return Combinators.combine(text(), children).as(Tree::new);
  }

  private static final class ScalarsBuilder {
    private boolean truth;
    private int count;
    private long total;
    private float ratio;
    private double weight;
    private String text = "";
    private UUID id = new UUID(0, 0);
    private Instant time = Instant.EPOCH;
    private LocalDate day = LocalDate.EPOCH;
    private Duration length = Duration.ZERO;
    private BigDecimal price = BigDecimal.ZERO;
    private BigInteger large = BigInteger.ZERO;

    private Scalars build() {
      return new Scalars(
          truth, count, total, ratio, weight, text, id, time, day, length, price, large);
    }
  }

  private static final class CompositesBuilder {
    private Color color = Color.RED;
    private Optional<Color> shade = Optional.empty();
    private Payment payment = new Payment.Cash();
    private Optional<Payment> refund = Optional.empty();
    private @Nullable String note;
    private Optional<Integer> age = Optional.empty();
    private List<Payment> payments = List.of();
    private Set<Color> colors = Set.of();
    private SequencedMap<String, Long> counts = new LinkedHashMap<>();
    private Map<String, List<String>> tags = Map.of();
    private Tree tree = new Tree("", List.of());

    private Composites build() {
      return new Composites(
          color, shade, payment, refund, note, age, payments, colors, counts, tags, tree);
    }
  }
}
