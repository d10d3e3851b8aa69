package io.sillok.node.gateway.http;

import io.sillok.node.gateway.http.BodyRoom.Share;
import io.sillok.node.stage.PekkoStages;
import io.sillok.persistence.Cause;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** Reads a request's body as a whole, up to a limit of bytes and of time. */
public final class BodyReader {

  // A client that is still sending does not read an answer, so a body that is too large is read to
  // its end, if that is not too far.
  private static final long DRAINED_LIMITS = 16;

  private final ActorSystem<?> system;
  private final int maxBytes;
  private final String setting;
  private final Duration timeout;

  /**
   * @param maxBytes of a body, from 1
   * @param setting that says so, for people
   * @param timeout from the request's header to its body's last byte
   */
  public BodyReader(ActorSystem<?> system, int maxBytes, String setting, Duration timeout) {
    this.system = system;
    this.maxBytes = maxBytes;
    this.setting = setting;
    this.timeout = timeout;
  }

  /**
   * The body; the stage fails with a {@link Problem.Refusal} if it is too large or too slow, or the
   * node holds too many of them.
   */
  public CompletionStage<byte[]> read(HttpRequest request) {
    HttpEntity entity = request.entity();
    Share share = BodyRoom.shareOf(request);
    if (entity instanceof HttpEntity.Strict strict) {
      return read(strict.getData(), share);
    }
    if (isAnnouncedTooLarge(request, entity)) {
      return CompletableFuture.failedFuture(tooLarge());
    }
    long announced = entity.getContentLengthOption().orElse(0);
    if (announced <= maxBytes && !share.take(announced)) {
      return discard(request).thenCompose(done -> CompletableFuture.failedFuture(saturated(share)));
    }
    @Nullable Share unannounced = announced > 0 ? null : share;
    return PekkoStages.run(
            system,
            bytes(entity),
            Sink.<Collected, ByteString>fold(
                Collected.NOTHING, (sofar, more) -> add(sofar, more, unannounced)))
        .handle((collected, failure) -> collected(collected, failure, share))
        .thenCompose(Function.identity());
  }

  private CompletionStage<byte[]> read(ByteString bytes, Share share) {
    if (bytes.size() > maxBytes) {
      return CompletableFuture.failedFuture(tooLarge());
    }
    return share.take(bytes.size())
        ? CompletableFuture.completedFuture(bytes.toArrayUnsafe())
        : CompletableFuture.failedFuture(saturated(share));
  }

  /**
   * Reads what nobody asked for, so that the client reads its answer and the connection can go on.
   *
   * @return completes, never with a failure, when the answer may be sent
   */
  public CompletionStage<Done> discard(HttpRequest request) {
    HttpEntity entity = request.entity();
    if (entity.isStrict() || isAnnouncedTooLarge(request, entity) || waits(request)) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return PekkoStages.run(system, bytes(entity), Sink.<ByteString>ignore())
        .exceptionally(failure -> Done.getInstance());
  }

  private Source<ByteString, ?> bytes(HttpEntity entity) {
    return entity
        .withSizeLimit(maxBytes * DRAINED_LIMITS)
        .getDataBytes()
        .completionTimeout(timeout);
  }

  private boolean isAnnouncedTooLarge(HttpRequest request, HttpEntity entity) {
    long announced = entity.getContentLengthOption().orElse(0);
    return announced > (waits(request) ? maxBytes : maxBytes * DRAINED_LIMITS);
  }

  /** Whether the client sends its body only when it is asked to. */
  private static boolean waits(HttpRequest request) {
    return request.getHeader("Expect").isPresent();
  }

  /**
   * @param share takes what nobody has announced; null if it has that already
   */
  private Collected add(Collected sofar, ByteString more, @Nullable Share share) {
    long size = sofar.size + more.size();
    boolean large = size > maxBytes;
    if (!large && !sofar.saturated && (share == null || share.take(more.size()))) {
      return new Collected(sofar.bytes.concat(more), size, false);
    }
    if (share != null) {
      share.release();
    }
    return new Collected(ByteString.emptyByteString(), size, !large);
  }

  private CompletionStage<byte[]> collected(
      @Nullable Collected collected, @Nullable Throwable failure, Share share) {
    if (collected == null || failure != null) {
      return CompletableFuture.failedFuture(refusal(failure));
    }
    if (collected.size > maxBytes) {
      return CompletableFuture.failedFuture(tooLarge());
    }
    return collected.saturated
        ? CompletableFuture.failedFuture(saturated(share))
        : CompletableFuture.completedFuture(collected.bytes.toArrayUnsafe());
  }

  private Problem.Refusal refusal(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : Cause.of(failure);
    if (cause instanceof TimeoutException) {
      return Problems.bodyTimeout(timeout.toSeconds()).asRefusal();
    }
    return cause instanceof EntityStreamSizeException
        ? tooLarge()
        : Problems.bodyIncomplete().asRefusal();
  }

  private Problem.Refusal tooLarge() {
    return Problems.bodyTooLarge(maxBytes, setting).asRefusal();
  }

  private static Problem.Refusal saturated(Share share) {
    return Problems.saturated(
            "The node holds as many bodies of requests as it may, %d bytes (sillok.gateway.body-memory); send the request again a little later"
                .formatted(share.most()))
        .asRefusal();
  }

  /**
   * What came so far; nothing is kept of a body that is too large, or for which there is no room.
   */
  private record Collected(ByteString bytes, long size, boolean saturated) {
    private static final Collected NOTHING = new Collected(ByteString.emptyByteString(), 0, false);
  }
}
