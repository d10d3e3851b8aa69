package io.sillok.node.stream.time;

import io.sillok.node.cluster.partition.PartitionActors;
import io.sillok.node.stream.time.TimeMessage.Follow;
import io.sillok.protocol.event.LiveClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all partitions of the logs that are asked for to follow, again and again. */
final class TimeKeeper {

  private static final Logger LOGGER = LoggerFactory.getLogger(TimeKeeper.class);

  private final PartitionActors<TimeMessage> partitions;
  private final Clocks clocks;
  private final int count;
  private volatile Map<String, Set<String>> logs = Map.of();

  /**
   * @param count of partitions
   */
  TimeKeeper(PartitionActors<TimeMessage> partitions, Clocks clocks, int count) {
    this.partitions = partitions;
    this.clocks = clocks;
    this.count = count;
  }

  void start(ActorSystem<?> system, Duration interval) {
    system
        .scheduler()
        .scheduleWithFixedDelay(interval, interval, this::tellAll, system.executionContext());
  }

  /**
   * @param wanted each with the others that it follows
   */
  void keepMoving(Map<String, Set<String>> wanted) {
    logs = Map.copyOf(wanted);
    tellAll();
  }

  private void tellAll() {
    logs.forEach(this::tell);
  }

  private void tell(String log, Set<String> leaders) {
    clocks
        .of(log)
        .whenComplete((clock, failure) -> {
          if (failure == null) {
            tell(log, clock, leaders);
          } else {
            LOGGER.warn("Event time of {} stands still: {}", log, String.valueOf(failure));
          }
        });
  }

  private void tell(String log, Optional<LiveClock> clock, Set<String> leaders) {
    for (int partition = 0; partition < count; partition++) {
      partitions.tell(log, partition, new Follow(clock.orElse(null), leaders));
    }
  }
}
