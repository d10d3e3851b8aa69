package io.sillok.node.stream.input;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class DefectTest {

  private static String logged(Throwable thrown) {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(DefectTest.class);
    log.start();
    logger.addAppender(log);
    try {
      new Defect(thrown).log(logger, "It failed");
    } finally {
      logger.detachAppender(log);
    }
    return ThrowableProxyUtil.asString(log.list.getFirst().getThrowableProxy());
  }

  @Test
  void what_an_exception_and_its_causes_say_is_cut_in_the_log_but_not_where_they_come_from() {
    String event = "x".repeat(100_000);
    String told =
        logged(new IllegalStateException(event, new IllegalArgumentException("y" + event)));
    assertThat(told.length()).isLessThan(50_000);
    assertThat(told)
        .contains(
            "java.lang.IllegalStateException: " + "x".repeat(900),
            "java.lang.IllegalArgumentException: y" + "x".repeat(900),
            "at " + DefectTest.class.getName())
        .doesNotContain("x".repeat(1001));
  }

  @Test
  void what_is_short_is_logged_as_it_is() {
    assertThat(logged(new IllegalStateException("short", new Error("cause"))))
        .startsWith("java.lang.IllegalStateException: short")
        .contains("Caused by: java.lang.Error: cause");
  }
}
