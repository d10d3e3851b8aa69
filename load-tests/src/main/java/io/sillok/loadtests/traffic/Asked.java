package io.sillok.loadtests.traffic;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for on the command line.
 *
 * @param nodes so many are started, over Cassandra if there are several; of no meaning with URLs
 * @param urls of nodes that run already, with the storefront
 */
record Asked(Shape shape, int nodes, List<URI> urls) {

  Asked {
    urls = List.copyOf(urls);
  }

  /**
   * Reads {@code steady|spike|soak [--nodes N | --url URL…]}.
   *
   * @throws IllegalArgumentException if it says something else
   */
  static Asked parse(List<String> words) {
    Optional<Shape> shape = words.stream().findFirst().flatMap(Shape::named);
    if (shape.isEmpty()) {
      throw new IllegalArgumentException(
          usage("needs steady, spike or soak, not '%s'".formatted(String.join(" ", words))));
    }
    List<String> options = words.subList(1, words.size());
    if (options.isEmpty()) {
      return new Asked(shape.get(), 1, List.of());
    }
    List<String> values = options.subList(1, options.size());
    return switch (options.getFirst()) {
      case "--nodes" -> new Asked(shape.get(), nodes(values), List.of());
      case "--url" -> new Asked(shape.get(), 0, urls(values));
      default ->
          throw new IllegalArgumentException(usage("knows '%s' not".formatted(options.getFirst())));
    };
  }

  private static int nodes(List<String> values) {
    if (values.size() != 1 || !values.getFirst().matches("[1-5]")) {
      throw new IllegalArgumentException(
          usage("--nodes takes 1 to 5, not '%s'".formatted(String.join(" ", values))));
    }
    return Integer.parseInt(values.getFirst());
  }

  private static List<URI> urls(List<String> values) {
    List<URI> urls = new ArrayList<>();
    for (String value : values) {
      if (!value.matches("https?://[^/?#]+/?")) {
        throw new IllegalArgumentException(
            usage("--url takes URLs such as http://localhost:8080, not '%s'".formatted(value)));
      }
      urls.add(URI.create(value.replaceAll("/$", "")));
    }
    if (urls.isEmpty()) {
      throw new IllegalArgumentException(usage("--url takes the URL of each node"));
    }
    return urls;
  }

  private static String usage(String complaint) {
    return "load-tests/run gatling %s. Usage: load-tests/run [--quick] gatling steady|spike|soak [--nodes N | --url URL…]"
        .formatted(complaint);
  }
}
