package io.sillok.node.window.reading;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.reader.HeadWatch;
import io.sillok.persistence.writer.AppendListener;
import io.sillok.persistence.writer.LogGroup;
import java.time.Duration;

/** Tells when a log has grown. */
final class LogNews implements AutoCloseable {

  private final AppendListener.Subscription hearing;
  private final AppendListener.Subscription looking;

  /**
   * @param interval between two looks for what nobody told of
   * @param wake called on any thread
   */
  LogNews(HeadWatch watch, LogId log, Duration interval, Runnable wake) {
    hearing =
        watch
            .writers()
            .subscribe(
                log,
                new AppendListener() {
                  @Override
                  public void appended(Block block) {
                    wake.run();
                  }

                  @Override
                  public void moved(LogId moved, long head) {
                    wake.run();
                  }
                });
    looking = watch.keepLooking(new LogGroup.Single(log), interval);
  }

  @Override
  public void close() {
    hearing.close();
    looking.close();
  }
}
