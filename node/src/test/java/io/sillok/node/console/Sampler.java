package io.sillok.node.console;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A module whose one command has every kind of field that a form can show. */
public final class Sampler implements SillokModule {

  @Override
  public String name() {
    return "sampler";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public int protocol() {
    return PROTOCOL;
  }

  @Override
  public List<EntityType<?, ?, ?>> entityTypes() {
    return List.of(
        EntityType.of("sampler", Everything.class, Sampled.class, Sample.class, new Rules()));
  }

  /** The command. */
  public record Everything(
      String text,
      long whole,
      Optional<BigDecimal> amount,
      boolean flag,
      Optional<Boolean> maybeFlag,
      Colour colour,
      Optional<Instant> at,
      Optional<Duration> lasts,
      Optional<UUID> uid,
      Address address,
      Optional<Address> elsewhere,
      List<String> tags,
      Map<String, Integer> labels,
      Shape shape) {}

  public enum Colour {
    RED,
    GREEN
  }

  public record Address(String street, String city, Optional<String> zip) {}

  public sealed interface Shape {}

  public record Circle(int radius) implements Shape {}

  public record Square(int side) implements Shape {}

  /** The event. */
  public record Sampled(Everything sample) {}

  /** The state. */
  public record Sample(Optional<Everything> last) {}

  private static final class Rules implements Decider<Everything, Sampled, Sample> {
    @Override
    public Sample initial() {
      return new Sample(Optional.empty());
    }

    @Override
    public Decision<Sampled> decide(Everything command, Sample state, Context context) {
      return accept(new Sampled(command));
    }

    @Override
    public Sample evolve(Sample state, Sampled event) {
      return new Sample(Optional.of(event.sample()));
    }
  }
}
