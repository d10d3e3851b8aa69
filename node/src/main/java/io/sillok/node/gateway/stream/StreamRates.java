package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.metrics.RateWindow;
import io.sillok.persistence.Block;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.writer.AppendListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many events a second this node has appended to each stream lately. */
public final class StreamRates implements AppendListener {

  private final Map<String, RateWindow> rates = new ConcurrentHashMap<>();

  @Override
  public void appended(Block block) {
    String stream = "";
    long count = 0;
    for (LoggedEvent event : block.events()) {
      String manifest = event.payload().manifest(); // the stream's name
      if (!manifest.equals(stream)) {
        record(stream, count);
        stream = manifest;
        count = 0;
      }
      count++;
    }
    record(stream, count);
  }

  private void record(String stream, long count) {
    if (count > 0) {
      rates.computeIfAbsent(stream, any -> new RateWindow(System::nanoTime)).record(count);
    }
  }

  /** Averaged over the last ten seconds. */
  double perSecond(String stream) {
    RateWindow rate = rates.get(stream);
    return rate == null ? 0 : rate.perSecond();
  }
}
