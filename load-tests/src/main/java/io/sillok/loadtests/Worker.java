package io.sillok.loadtests;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.loadtests.Comparison.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A contender's client in a JVM of its own that stays for all samples, so that it is warm after the
 * first, and no contender meets another's garbage or compiled code. It ends with the JVM that
 * started it.
 */
public final class Worker implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Process process;
  private final BufferedReader answers;
  private final Writer tasks;

  private Worker(String name, Process process) {
    this.name = name;
    this.process = process;
    answers = process.inputReader(StandardCharsets.UTF_8);
    tasks = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** What a worker can be asked for. */
  public interface Task {
    Sample sample(List<String> words) throws Exception;
  }

  /** Starts {@code main}, which {@link #serve serves}. */
  public static Worker start(Class<?> main, String... arguments) throws IOException {
    return new Worker(
        main.getSimpleName() + " " + String.join(" ", arguments),
        Fork.start(main, List.of("-Xmx2g"), arguments));
  }

  /**
   * Has it do what {@code words}, which have no spaces, say.
   *
   * @throws IOException if it failed; it has said why on the standard error stream
   */
  public Sample ask(String... words) throws IOException {
    tasks.write(String.join(" ", words) + "\n");
    tasks.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("%s failed at: %s".formatted(name, String.join(" ", words)));
    }
    return JSON.readValue(answer, Sample.class);
  }

  /** Does what it is asked for until nobody is there to ask; the main of a worker. */
  public static void serve(Task task) throws Exception {
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      Fork.print(task.sample(List.of(line.split(" ", -1))));
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
