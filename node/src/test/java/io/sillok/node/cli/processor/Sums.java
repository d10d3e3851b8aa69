package io.sillok.node.cli.processor;

import io.sillok.node.tally.TallyModule;
import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.processor.Processor;
import io.sillok.protocol.processor.ProcessorType;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Adds up numbers from 0 on, in a state whose record may become stricter than it was. */
public final class Sums implements Processor<Sums.Told, Sums.Sum>, SillokModule {

  /** No state may be more. */
  static final AtomicLong LARGEST = new AtomicLong(Long.MAX_VALUE);

  /** A number that is told. */
  public record Told(String name, long value) {}

  /** What numbers came to. */
  public record Sum(long value) {
    public Sum {
      if (value > LARGEST.get()) {
        throw new IllegalArgumentException(value + " is too large");
      }
    }
  }

  @Override
  public Sum initial() {
    return new Sum(0);
  }

  @Override
  public Processing<Sum> process(Sum before, Incoming<Told> told) {
    if (told.event().value() < 0) {
      throw new IllegalArgumentException("below 0");
    }
    return keep(new Sum(before.value() + told.event().value()));
  }

  @Override
  public String name() {
    return "sums";
  }

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public int protocol() {
    return PROTOCOL;
  }

  @Override
  public List<EntityType<?, ?, ?>> entityTypes() {
    return List.of();
  }

  @Override
  public List<ProcessorType<?, ?>> processors() {
    return List.of(
        ProcessorType.of("sums", TallyModule.INPUT, Told.class, Sum.class, List.of(), this));
  }
}
