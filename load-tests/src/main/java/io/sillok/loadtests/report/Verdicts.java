package io.sillok.loadtests.report;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Comparison.Aim;
import io.sillok.loadtests.Comparison.Bound;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which of a comparison's aims were met and which were missed, each with its value. */
final class Verdicts {

  private final List<Figure> figures;
  private final List<String> met = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();

  Verdicts(Comparison comparison, List<Figure> figures) {
    this.figures = List.copyOf(figures);
    for (Figure figure : this.figures) {
      if (comparison.ours().contains(figure.contender())) {
        comparison.aims().stream()
            .filter(aim -> aim.ratio() > 0)
            .forEach(aim -> judge(figure, aim));
      }
    }
    comparison.bounds().forEach(this::judge);
  }

  private void judge(Figure ours, Aim aim) {
    figure(ours.shape(), aim.peer())
        .ifPresent(peer -> {
          double ratio = ours.rate().median() / peer.rate().median();
          String text =
              "%s, %s: %s to %s (at least %s)"
                  .formatted(
                      ours.shape(),
                      ours.contender(),
                      number(ratio),
                      aim.peer(),
                      number(aim.ratio()));
          (ratio >= aim.ratio() ? met : missed).add(text);
        });
  }

  private void judge(Bound bound) {
    figure(bound.shape(), bound.contender())
        .ifPresent(ours -> {
          double value = ours.under(bound.figure()).median() / base(bound);
          String text =
              "%s, %s: `%s` %s%s (at most %s)"
                  .formatted(
                      bound.shape(),
                      bound.contender(),
                      bound.figure(),
                      number(value),
                      bound.base().isEmpty() ? "" : " times that of " + bound.base(),
                      number(bound.most()));
          (value <= bound.most() ? met : missed).add(text);
        });
  }

  private double base(Bound bound) {
    return bound.base().isEmpty()
        ? 1
        : figure(bound.shape(), bound.base())
            .map(base -> base.under(bound.figure()).median())
            .orElse(Double.NaN);
  }

  /** Empty if that was not measured. */
  private Optional<Figure> figure(String shape, String contender) {
    return figures.stream()
        .filter(each -> each.shape().equals(shape) && each.contender().equals(contender))
        .findFirst();
  }

  /** Exact enough that what is missed by little does not look as if it were met. */
  private static String number(double value) {
    return new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }

  /** A paragraph for either, behind an empty line; nothing where nothing is aimed at in numbers. */
  String markdown() {
    return paragraph("Met", met) + paragraph("Missed", missed);
  }

  private static String paragraph(String word, List<String> verdicts) {
    return verdicts.isEmpty() ? "" : "\n%s: %s.\n".formatted(word, String.join("; ", verdicts));
  }
}
