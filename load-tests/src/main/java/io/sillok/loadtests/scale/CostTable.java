package io.sillok.loadtests.scale;

import io.sillok.loadtests.report.Figure;
import io.sillok.loadtests.usage.ProcessorCosts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an event costs on more nodes, as a multiple of what it costs on one. */
final class CostTable {

  private CostTable() {}

  /**
   * A row for each figure.
   *
   * @param one the contender that others are held against
   */
  static String of(List<Figure> figures, String one) {
    StringBuilder table =
        new StringBuilder(
            "| work | nodes | nodes µs each: min / median / max | to %s | Cassandra µs each: min / median / max | to %s |\n"
                .formatted(one, one));
    table.append("|---|---|---|---|---|---|\n");
    for (Figure figure : figures) {
      Optional<Figure> base =
          figures.stream()
              .filter(each -> each.shape().equals(figure.shape()) && each.contender().equals(one))
              .findFirst();
      table.append(
          "| %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  figure.shape(),
                  figure.contender(),
                  spread(figure.extra(nodes())),
                  ratio(figure, base, nodes()),
                  spread(figure.extra(store())),
                  ratio(figure, base, store())));
    }
    return table.toString().stripTrailing();
  }

  private static String nodes() {
    return ProcessorCosts.heading(ScaledCluster.NODES);
  }

  private static String store() {
    return ProcessorCosts.heading(ScaledCluster.STORE);
  }

  private static String spread(Figure.Spread spread) {
    return String.format(
        Locale.ROOT, "%.1f / **%.1f** / %.1f", spread.min(), spread.median(), spread.max());
  }

  private static String ratio(Figure figure, Optional<Figure> base, String heading) {
    return base.map(one ->
            String.format(
                Locale.ROOT,
                "**%.2f**",
                figure.extra(heading).median() / one.extra(heading).median()))
        .orElse("");
  }
}
