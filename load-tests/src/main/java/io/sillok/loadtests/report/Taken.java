package io.sillok.loadtests.report;

import io.sillok.loadtests.Comparison.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Samples as they come, for a comparison that tells more of them than the usual table. */
public final class Taken {

  private final Map<Place, List<Sample>> samples = new LinkedHashMap<>();

  private record Place(String shape, String contender) {}

  /** Keeps {@code sample}, and answers it. */
  public Sample add(String shape, String contender, Sample sample) {
    samples.computeIfAbsent(new Place(shape, contender), none -> new ArrayList<>()).add(sample);
    return sample;
  }

  /** All so far, in the order of the first of each. */
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    samples.forEach(
        (place, taken) -> figures.add(new Figure(place.shape(), place.contender(), taken)));
    return figures;
  }
}
