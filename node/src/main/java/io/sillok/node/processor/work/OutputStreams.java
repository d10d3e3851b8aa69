package io.sillok.node.processor.work;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.append.Appended;
import io.sillok.node.stream.append.Appended.Result;
import io.sillok.node.stream.append.Encoding;
import io.sillok.node.stream.append.EventEncoder;
import io.sillok.node.stream.append.RepeatableAppends;
import io.sillok.protocol.schema.ProcessorModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams that a processor emits to. */
final class OutputStreams {

  private static final Logger LOGGER = LoggerFactory.getLogger(OutputStreams.class);

  private final ProcessorModel<?, ?> model;
  private final Streams streams;
  private final RepeatableAppends appends;
  private final SharedHeads heads;
  private volatile Map<String, Destination> present = Map.of();

  OutputStreams(
      ProcessorModel<?, ?> model, Streams streams, RepeatableAppends appends, SharedHeads heads) {
    this.model = model;
    this.streams = streams;
    this.appends = appends;
    this.heads = heads;
  }

  private record Destination(Declared stream, EventEncoder encoder) {}

  /** Looks how the streams are defined now; the stage fails if one takes no events. */
  CompletionStage<Map<String, EventEncoder>> encoders() {
    CompletionStage<Map<String, Destination>> all =
        CompletableFuture.completedFuture(new HashMap<>());
    for (String name : model.outputs().keySet()) {
      all =
          all.thenCombine(
              streams.find(name),
              (sofar, found) -> {
                sofar.put(name, destination(declared(name, found.orElse(null))));
                return sofar;
              });
    }
    return all.thenApply(found -> {
      present = Map.copyOf(found);
      Map<String, EventEncoder> encoders = new HashMap<>();
      found.forEach((name, destination) -> encoders.put(name, destination.encoder()));
      return encoders;
    });
  }

  private static Declared declared(String name, @Nullable StreamDefinition found) {
    if (!(found instanceof Declared declared)) {
      throw new HaltedException(
          "There is no stream %s to emit to; start the node again, which declares it"
              .formatted(name));
    }
    if (declared.isRetired()) {
      throw new HaltedException(
          "Stream %s, to which it emits, was retired; start the node again, which revives it"
              .formatted(name));
    }
    return declared;
  }

  private Destination destination(Declared declared) {
    Destination known = present.get(declared.name());
    return known != null && known.stream().equals(declared)
        ? known
        : new Destination(declared, appends.encoder(declared));
  }

  /** Where the streams end; asked for after {@link #encoders}. */
  CompletionStage<List<StreamPosition>> ends() {
    return all(present.values().stream().map(each -> heads.of(each.stream())).toList());
  }

  /**
   * Appends {@code outputs}, each of which stands once then; the stage has positions behind them.
   *
   * @param since outputs may stand from there on
   */
  CompletionStage<List<StreamPosition>> append(List<OutputEvent> outputs, StandingHeads since) {
    Map<String, List<Encoding.Ready>> byStream = new LinkedHashMap<>();
    outputs.forEach(output ->
        byStream.computeIfAbsent(output.stream(), any -> new ArrayList<>()).add(output.event()));
    List<CompletionStage<StreamPosition>> appended = new ArrayList<>();
    byStream.forEach((name, events) ->
        appended.add(
            append(Objects.requireNonNull(present.get(name)).stream(), events, since.of(name))));
    return all(appended);
  }

  private CompletionStage<StreamPosition> append(
      Declared stream, List<Encoding.Ready> events, StreamPosition since) {
    return appends
        .append(stream, events, since)
        .thenCompose(appended -> {
          List<Encoding.Ready> rest = rest(stream, events, appended);
          return rest.isEmpty()
              ? CompletableFuture.completedFuture(appended.position())
              : append(stream, rest, since);
        });
  }

  /** Those that were withheld because of others that must not come again. */
  private List<Encoding.Ready> rest(
      Declared stream, List<Encoding.Ready> events, Appended appended) {
    List<Encoding.Ready> rest = new ArrayList<>();
    for (int index = 0; index < events.size(); index++) {
      switch (appended.results().get(index)) {
        case Result.Stands stands -> {}
        case Result.Withheld withheld -> rest.add(events.get(index));
        case Result.Refused refused when refused.code().equals("id-reused") ->
            LOGGER.warn(
                "An output of processor {} for {} stood already, and was another one: its rules were changed while events were under way; what stands is kept",
                model.type().name(),
                stream.name());
        case Result.Refused refused -> throw notAppended(stream, refused.message());
        case Result.Failed failed -> throw notAppended(stream, failed.message());
      }
    }
    return rest;
  }

  private static HaltedException notAppended(Declared stream, String why) {
    return new HaltedException("Cannot emit to stream %s: %s".formatted(stream.name(), why));
  }

  private static <T> CompletionStage<List<T>> all(List<? extends CompletionStage<T>> stages) {
    List<CompletableFuture<T>> futures =
        stages.stream().map(CompletionStage::toCompletableFuture).toList();
    return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
  }
}
