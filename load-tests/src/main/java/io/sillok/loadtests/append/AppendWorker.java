package io.sillok.loadtests.append;

import io.sillok.loadtests.ClosedLoop;
import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.Worker;
import io.sillok.loadtests.target.Declared;
import io.sillok.loadtests.target.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Appends to one stream or topic: {@code AppendWorker TARGET}; is asked for {@code BATCH
 * WARM-UP-MILLIS MEASURED-MILLIS}.
 */
public final class AppendWorker {

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
        worker.append(
            Integer.parseInt(words.get(0)), millis(words.get(1)), millis(words.get(2))));
  }

  private static Duration millis(String word) {
    return Duration.ofMillis(Long.parseLong(word));
  }

  private Sample append(int batch, Duration warmUp, Duration measured)
      throws IOException, InterruptedException {
    return ClosedLoop.measure(
        Size.connections(),
        number -> new Client(Appending.open(target, STREAM), next, new long[batch]),
        warmUp,
        measured,
        target.usage());
  }

  /** No number is taken twice, so no event is one that stands already. */
  private record Client(Appending appending, AtomicLong next, long[] batch)
      implements ClosedLoop.Client {

    @Override
    public int step() throws IOException {
      long first = next.getAndAdd(batch.length);
      for (int index = 0; index < batch.length; index++) {
        batch[index] = first + index;
      }
      appending.append(batch);
      return batch.length;
    }

    @Override
    public void close() throws IOException {
      appending.close();
    }
  }
}
