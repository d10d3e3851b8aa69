package io.sillok.node.cli;

import io.sillok.node.NodeConfig;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.NodeClient;
import io.sillok.node.cli.demo.Flights;
import io.sillok.node.cli.demo.Guide;
import io.sillok.node.cli.demo.Traffic;
import io.sillok.node.cli.demo.views.Viewing;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a node with the example in it, and keeps it busy. */
@Command(
    name = "demo",
    header = "Start a node with an example shop and real flights in it, and keep it busy.",
    description =
        "%nPrints what to open and what to try. What happened in an earlier demo is still there."
            + " Ctrl-C stops it.%n",
    footerHeading = "%nExamples:%n",
    footer = {"  sillok demo", "  sillok demo --rate 200 --duration 1m --port 0"})
final class DemoCommand implements Callable<Integer> {

  private static final int LARGEST_RATE = 1000;
  private static final String CLEAR_REST = "\033[K";
  private static final String LINE_UP = "\033[A";
  private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

  private final Terminal terminal;
  @Mixin private StartOptions options = new StartOptions();

  @Option(
      names = {"-d", "--data"},
      paramLabel = "DIR",
      defaultValue = "data/demo",
      description = "Where the store is kept. Default: ./${DEFAULT-VALUE}.")
  private Path data = Path.of("data", "demo");

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Commands a second, 0 to 1000; as many flights, and up to 40 views of products. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Stop after this time, such as 30s, 5m or 1h. Default: at Ctrl-C.")
  private Optional<Duration> duration = Optional.empty();

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (rate < 0 || rate > LARGEST_RATE) {
      throw new CommandFailure(ExitCode.USAGE, "--rate must be between 0 and 1000, but is " + rate);
    }
    NodeConfig config = options.configOnFreePort(data, terminal);
    try (ForegroundNode node = ForegroundNode.start(config, terminal);
        NodeClient client = new NodeClient(URI.create(node.url()));
        Traffic traffic = new Traffic(client);
        Viewing viewing = new Viewing(client)) {
      Optional<Flights> flights = Flights.find(client);
      node.beforeStop(traffic::close);
      node.beforeStop(viewing::close);
      flights.ifPresent(some -> node.beforeStop(some::close));
      Work work = new Work(traffic, viewing, flights);
      try {
        run(node, client, work);
      } finally {
        flights.ifPresent(Flights::close);
      }
      return work.failures() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  /** What keeps the node busy. */
  private record Work(Traffic traffic, Viewing viewing, Optional<Flights> flights) {

    void open() {
      traffic.open();
      viewing.open();
      flights.ifPresent(Flights::open);
    }

    void start(int rate) {
      traffic.start(rate);
      viewing.start(rate);
      flights.ifPresent(some -> some.start(rate));
    }

    long failures() {
      return traffic.tally().failures()
          + viewing.failures()
          + flights.map(Flights::failures).orElse(0L);
    }

    List<String> lines(Duration since) {
      List<String> lines = new ArrayList<>(List.of(traffic.tally().line(since), viewing.line()));
      flights.ifPresent(some -> lines.add(some.line()));
      return lines;
    }
  }

  private void run(ForegroundNode node, NodeClient client, Work work) throws InterruptedException {
    work.open();
    new Guide(client, node.url(), terminal.out())
        .print(data.toAbsolutePath().normalize(), work.flights().isPresent());
    if (rate > 0) {
      work.start(rate);
    }
    report(node, work);
  }

  /** Tells now and then what the traffic came to, until the node stops or the time is over. */
  private void report(ForegroundNode node, Work work) throws InterruptedException {
    long start = System.nanoTime();
    boolean over = false;
    while (!over) {
      Duration sofar = Duration.ofNanos(System.nanoTime() - start);
      Duration left = duration.orElse(sofar.plus(REPORT_EVERY)).minus(sofar);
      Duration pause = left.compareTo(REPORT_EVERY) < 0 ? left : REPORT_EVERY;
      over = node.awaitStop(pause) || (duration.isPresent() && left.equals(pause));
      print(work.lines(Duration.ofNanos(System.nanoTime() - start)), over);
    }
  }

  /** On a terminal, in the place of those before. */
  private void print(List<String> lines, boolean last) {
    if (!terminal.interactive()) {
      lines.forEach(terminal.out()::println);
      return;
    }
    String all = String.join(CLEAR_REST + System.lineSeparator(), lines) + CLEAR_REST;
    String end = last ? System.lineSeparator() : LINE_UP.repeat(lines.size() - 1);
    terminal.out().print("\r" + all + end);
    terminal.out().flush();
  }
}
