package io.sillok.examples.flights;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;
import java.util.spi.ToolProvider;
import java.util.zip.GZIPInputStream;

/**
 * Prints the events of a stream, one JSON object a line, in the order in which the flights were
 * reported; or the declaration of a stream, or of a projection of the flights.
 */
public final class Flights implements ToolProvider {

  private static final String RECORDS = "/flights-2001-01-01--03.csv.gz";
  private static final String DECLARATION = "--declaration";
  private static final String STREAMS = "flight-reported|airport-status";
  private static final String PROJECTIONS = "departures-per-hour|average-delay|rush";
  private static final String USAGE =
      "Usage: flights %s [--declaration]%n       flights %s --declaration"
          .formatted(STREAMS, PROJECTIONS);

  /** Runs it as a program. */
  public static void main(String... arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    int exitCode =
        new Flights()
            .run(out, new PrintWriter(System.err, true, StandardCharsets.UTF_8), arguments);
    out.flush();
    System.exit(exitCode);
  }

  @Override
  public String name() {
    return "flights";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... arguments) {
    if (arguments.length == 1 && arguments[0].equals("flight-reported")) {
      return print(out, err, Flight::reported);
    }
    if (arguments.length == 1 && arguments[0].equals("airport-status")) {
      return print(out, err, new Airports()::after);
    }
    if (arguments.length == 2
        && arguments[0].matches(STREAMS + "|" + PROJECTIONS)
        && arguments[1].equals(DECLARATION)) {
      out.print(text("/" + arguments[0] + ".json"));
      return 0;
    }
    err.println(USAGE);
    return 2;
  }

  private static int print(PrintWriter out, PrintWriter err, Function<Flight, String> event) {
    try (BufferedReader rows = rows()) {
      rows.readLine(); // names of the columns
      for (String row = rows.readLine(); row != null; row = rows.readLine()) {
        out.print(event.apply(Flight.of(row)));
        out.print('\n');
        if (out.checkError()) {
          return 1; // nobody reads any more
        }
      }
      return 0;
    } catch (IOException broken) {
      err.println("flights: the records cannot be read: " + broken.getMessage());
      return 1;
    }
  }

  private static BufferedReader rows() throws IOException {
    return new BufferedReader(
        new InputStreamReader(new GZIPInputStream(resource(RECORDS)), StandardCharsets.US_ASCII));
  }

  private static String text(String name) {
    try (InputStream in = resource(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(Flights.class.getResourceAsStream(name), name);
  }
}
