package io.sillok.persistence.pekko;

import java.util.function.Consumer;
import org.apache.pekko.actor.setup.Setup;

/** Lets whoever creates an actor system hear why it still waits for its store. */
public final class WaitingSetup extends Setup {

  private final Consumer<String> because;

  /**
   * @param because hears each time, some seconds apart, what is in the way and what to do
   */
  public WaitingSetup(Consumer<String> because) {
    this.because = because;
  }

  void because(String reason) {
    because.accept(reason);
  }
}
