package io.sillok.loadtests.faults.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.loadtests.Fork;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakAgentTest {

  private static final int OUT_OF_MEMORY = 3;

  /** Does nothing, and would for long. */
  public static final class Idle {

    private Idle() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("up");
      TimeUnit.MINUTES.sleep(5);
    }
  }

  @Test
  void a_process_of_java_runs_out_of_memory_and_ends_by_itself(@TempDir Path directory)
      throws Exception {
    Process process = Fork.start(Idle.class, List.of("-XX:+ExitOnOutOfMemoryError", "-Xmx64m"));
    try (var lines = process.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("up");

      LeakAgent.in(directory).attachTo(process.pid());

      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(OUT_OF_MEMORY);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void what_is_no_process_of_java_is_named(@TempDir Path directory) throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    long gone = process.pid();
    process.destroyForcibly().waitFor();

    assertThatThrownBy(() -> LeakAgent.in(directory).attachTo(gone))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Process %d takes no agent".formatted(gone));
  }
}
