package io.sillok.persistence.cassandra;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What a class of the store warns of, while this is open. */
final class Warnings extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger logger;
  private final Queue<String> messages = new ConcurrentLinkedQueue<>();

  private Warnings(Logger logger) {
    this.logger = logger;
  }

  static Warnings of(Class<?> type) {
    Logger logger = (Logger) LoggerFactory.getLogger(type);
    Warnings warnings = new Warnings(logger);
    warnings.setContext(logger.getLoggerContext());
    warnings.start();
    logger.setLevel(Level.WARN);
    logger.setAdditive(false);
    logger.addAppender(warnings);
    return warnings;
  }

  @Override
  protected void append(ILoggingEvent event) {
    messages.add(event.getFormattedMessage());
  }

  Queue<String> messages() {
    return messages;
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(null);
  }
}
