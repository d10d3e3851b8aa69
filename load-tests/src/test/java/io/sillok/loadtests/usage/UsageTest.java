package io.sillok.loadtests.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class UsageTest {

  @Test
  void processor_time_is_shared_among_what_was_done() {
    Usage.Spent before = new Usage.Spent(Duration.ofMillis(10), Duration.ofMillis(50));
    Usage.Spent after = new Usage.Spent(Duration.ofMillis(30), Duration.ofMillis(130));

    assertThat(after.perOperation(before, 400))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("client µs each", 50.0, "server µs each", 200.0));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void the_memory_of_processes_is_added_up() {
    long self = ProcessHandle.current().pid();

    double once = new Usage(List.of(self)).peakResidentBytes();

    assertThat(once).isGreaterThan(10 << 20);
    assertThat(new Usage(List.of(self, self)).peakResidentBytes())
        .isCloseTo(2 * once, withinPercentage(20));
  }

  @Test
  void what_the_heap_has_is_read_from_what_the_JVM_says() {
    assertThat(
            JavaHeap.usedBytes(
                """
                626:
                garbage-first heap   total reserved 6172672K, committed 28672K, used 2916K [0x0, 0x1)
                 region size 4096K, 0 young (0K), 0 survivors (0K)
                """))
        .isEqualTo(2916 * 1024);
    assertThat(JavaHeap.usedBytes("")).isNaN();
  }
}
