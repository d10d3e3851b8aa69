package io.sillok.loadtests.append;

import io.sillok.loadtests.ClosedLoop;
import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.Worker;
import io.sillok.loadtests.event.Occurrences;
import io.sillok.loadtests.event.PageViews;
import io.sillok.loadtests.reading.Reading;
import io.sillok.loadtests.server.Declared;
import io.sillok.loadtests.server.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Appends to one stream or topic: {@code AppendWorker TARGET}; is asked for {@code BATCH
 * WARM-UP-MILLIS MEASURED-MILLIS}, and for {@code verify} in the end.
 */
public final class AppendWorker {

  static final String VERIFY = "verify";

  private static final String STREAM = "page-viewed";

  private final Target target;
  private final AtomicLong next = new AtomicLong();

  private AppendWorker(Target target) {
    this.target = target;
  }

  public static void main(String[] arguments) throws Exception {
    Target target = Target.parse(arguments[0]);
    Declared.stream(target, STREAM);
    AppendWorker worker = new AppendWorker(target);
    Worker.serve(words ->
        words.getFirst().equals(VERIFY)
            ? worker.verify()
            : worker.append(
                Integer.parseInt(words.get(0)), millis(words.get(1)), millis(words.get(2))));
  }

  private static Duration millis(String word) {
    return Duration.ofMillis(Long.parseLong(word));
  }

  private Sample append(int batch, Duration warmUp, Duration measured)
      throws IOException, InterruptedException {
    return ClosedLoop.measure(
        Size.connections(),
        number -> new Client(Appending.open(target, STREAM), next, batch),
        warmUp,
        measured,
        target.usage());
  }

  /** Reads all back: what was acknowledged must be there, each event once, and nothing else. */
  private Sample verify() throws IOException {
    long start = System.nanoTime();
    Occurrences seen = new Occurrences(next.get());
    Reading.toEnd(target)
        .read(STREAM, next.get(), (buffer, from, to) -> seen.add(PageViews.number(buffer, from)));
    seen.requireEachOnce();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Sample(next.get() / seconds, Double.NaN, Double.NaN, next.get());
  }

  /** No number is taken twice, so no event is one that stands already. */
  private record Client(Appending appending, AtomicLong next, int size)
      implements ClosedLoop.Client {

    @Override
    public int step() throws IOException {
      long first = next.getAndAdd(size);
      appending.append(LongStream.range(first, first + size).toArray());
      return size;
    }

    @Override
    public void close() throws IOException {
      appending.close();
    }
  }
}
