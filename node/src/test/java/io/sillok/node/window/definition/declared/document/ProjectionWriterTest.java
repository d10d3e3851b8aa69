package io.sillok.node.window.definition.declared.document;

import static io.sillok.node.window.definition.declared.Samples.document;
import static io.sillok.node.window.definition.declared.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.window.definition.declared.Aggregation;
import io.sillok.node.window.definition.declared.DeclaredLookup;
import io.sillok.node.window.definition.declared.DeclaredProjection;
import io.sillok.node.window.definition.declared.DeclaredSource;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.run.Windowing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ProjectionWriterTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Property
  void what_is_written_is_read_as_it_was(@ForAll("projections") DeclaredProjection projection)
      throws JsonProcessingException {
    String written = ProjectionWriter.write(projection).toString();
    for (JsonNode document :
        List.of(
            MAPPER.readTree(written),
            DeclaredCodec.readTree(written.getBytes(StandardCharsets.UTF_8)))) {
      ReadProjection read = ProjectionReader.read(document);
      assertThat(read.faults()).isEmpty();
      assertThat(read.projection()).contains(projection);
      assertThat(ProjectionWriter.write(read.projection().orElseThrow())).hasToString(written);
    }
  }

  @Test
  void what_is_usual_is_written_out() {
    DeclaredProjection projection =
        ProjectionReader.read(
                document(
                    "'key':['data.a']",
                    "'window':{'kind':'tumbling','size':'PT60S','zone':'Etc/UTC'}",
                    "'aggregates':{'a':{'function':'percentile','field':'b','percent':95.0},'c':{'function':'distinct','field':'d'}}"))
            .projection()
            .orElseThrow();
    assertThat(ProjectionWriter.write(projection))
        .hasToString(
            json("{'stream':'order-placed','key':'data.a',"
                    + "'window':{'kind':'tumbling','size':'PT1M','offset':'PT0S','zone':'UTC'},"
                    + "'outOfOrderness':'PT0S','allowedLateness':'PT0S','emit':'final',"
                    + "'aggregates':{'a':{'function':'percentile','field':'b','percent':95},'c':{'function':'distinct','field':'d','exact':10000}}}")
                .toString());
  }

  @Provide
  static Arbitrary<DeclaredProjection> projections() {
    return Combinators.combine(
            sources().list().ofMinSize(1).ofMaxSize(3), windowings(), aggregates())
        .as((sources, windowing, aggregates) -> {
          LinkedHashMap<String, Aggregation> named = new LinkedHashMap<>();
          aggregates.forEach(each -> named.put("a" + named.size(), each));
          return new DeclaredProjection(sources, windowing, named);
        });
  }

  private static Arbitrary<DeclaredSource> sources() {
    Arbitrary<String> text = Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(8);
    return Combinators.combine(
            text, text.optional(), text.list().ofMaxSize(3).optional(), lookups().optional())
        .as(DeclaredSource::new);
  }

  private static Arbitrary<DeclaredLookup> lookups() {
    Arbitrary<String> text = Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(8);
    return Combinators.combine(text, text, durations(0)).as(DeclaredLookup::new);
  }

  private static Arbitrary<Windowing> windowings() {
    Arbitrary<Lateness> latenesses =
        Combinators.combine(durations(0), durations(0))
            .as((bound, allowed) -> new Lateness(bound, allowed, Optional.empty()));
    return Combinators.combine(
            windows(), latenesses, Arbitraries.of(Emit.class), durations(1).optional())
        .as((windows, lateness, emit, refinement) ->
            new Windowing(
                windows,
                new Lateness(
                    lateness.outOfOrderness(),
                    lateness.allowed(),
                    emit == Emit.FINAL ? Optional.empty() : refinement),
                emit));
  }

  private static Arbitrary<Duration> durations(int least) {
    return Arbitraries.longs().between(least, 10_000_000).map(Duration::ofMillis);
  }

  private static Arbitrary<WindowSpec> windows() {
    Arbitrary<ZoneId> zones = Arbitraries.of("Asia/Seoul", "America/New_York").map(ZoneId::of);
    Arbitrary<Duration> hours = Arbitraries.longs().between(2, 100).map(Duration::ofHours);
    Arbitrary<Duration> odd = durations(1);
    return Arbitraries.oneOf(
        odd.map(WindowSpec::tumbling),
        odd.map(size -> WindowSpec.hopping(size, size).offset(size.minusMillis(1))),
        Combinators.combine(hours, zones).as((size, zone) -> WindowSpec.tumbling(size).zone(zone)),
        Combinators.combine(hours, zones)
            .as((size, zone) -> WindowSpec.hopping(size, Duration.ofHours(1)).zone(zone)),
        Combinators.combine(hours, zones)
            .as((size, zone) ->
                WindowSpec.cumulative(size, Duration.ofHours(1))
                    .offset(Duration.ofMinutes(30))
                    .zone(zone)),
        odd.map(WindowSpec::sliding),
        odd.map(WindowSpec::session),
        odd.map(gap -> WindowSpec.session(gap).longest(gap.multipliedBy(3))),
        Arbitraries.just(WindowSpec.global()));
  }

  private static Arbitrary<List<Aggregation>> aggregates() {
    Arbitrary<String> paths = Arbitraries.of("a", "order.total", "x.y.z");
    Arbitrary<Integer> most = Arbitraries.integers().between(1, 1000);
    Arbitrary<Double> percents =
        Arbitraries.oneOf(
            Arbitraries.doubles().between(0, 100),
            Arbitraries.integers().between(0, 100).map(Integer::doubleValue));
    Arbitrary<Aggregation> each =
        Arbitraries.oneOf(
            Arbitraries.just(new Aggregation.Count()),
            Combinators.combine(Arbitraries.of(Aggregation.Plain.Function.class), paths)
                .as(Aggregation.Plain::new),
            Combinators.combine(paths, Arbitraries.integers().between(1, 100_000))
                .as(Aggregation.Distinct::new),
            Combinators.combine(paths, percents).as(Aggregation.Percentile::new),
            Combinators.combine(paths, most).as(Aggregation.Top::new),
            Combinators.combine(paths, most).as(Aggregation.Collect::new));
    return each.list().ofMinSize(1).ofMaxSize(20);
  }
}
