package io.sillok.node.stream.append;

import io.sillok.node.stream.append.AppenderAnswer.Reused;
import io.sillok.node.stream.append.AppenderAnswer.Unavailable;
import io.sillok.node.stream.append.AppenderMessage.Advance;
import io.sillok.node.stream.append.AppenderMessage.Advanced;
import io.sillok.node.stream.append.AppenderMessage.Append;
import io.sillok.node.stream.append.AppenderMessage.EncodedEvent;
import io.sillok.node.stream.append.AppenderMessage.Looked;
import io.sillok.node.stream.append.AppenderMessage.NotAdvanced;
import io.sillok.node.stream.append.AppenderMessage.NotLooked;
import io.sillok.node.stream.append.AppenderMessage.NotOpened;
import io.sillok.node.stream.append.AppenderMessage.NotWritten;
import io.sillok.node.stream.append.AppenderMessage.Opened;
import io.sillok.node.stream.append.AppenderMessage.Stop;
import io.sillok.node.stream.append.AppenderMessage.Written;
import io.sillok.node.stream.append.PendingAppend.Sorted;
import io.sillok.node.stream.append.RecentIds.Known;
import io.sillok.node.stream.append.RecentIds.Name;
import io.sillok.persistence.writer.LogWriters;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;

/**
 * Appends to one partition of a stream. Several appends are on their way at once; one that repeats
 * an id that is on its way waits for what becomes of that. When an append fails, the others do,
 * too, and the appender looks again at what its log has.
 */
final class Appender {

  /** Appends that wait while the log is opened. */
  private static final int STASHED = 10_000;

  private final ActorContext<AppenderMessage> context;
  private final StashBuffer<AppenderMessage> stash;
  private final AppenderLog log;
  private final long pendingBytes;
  private final Set<PendingAppend> pending = new LinkedHashSet<>();
  private final Set<Name> onTheirWay = new HashSet<>();
  private RecentIds recent = new RecentIds(0, 0);
  private int looks;
  private int advances;
  private long bytes;
  private long sequenceNumber;
  private UUID incarnation = UUID.randomUUID();

  /**
   * @param pendingBytes with so much on its way, more is turned away
   */
  static Behavior<AppenderMessage> create(AppenderLog log, long pendingBytes) {
    return Behaviors.setup(context ->
        Behaviors.withStash(
            STASHED, stash -> new Appender(context, stash, log, pendingBytes).open()));
  }

  private Appender(
      ActorContext<AppenderMessage> context,
      StashBuffer<AppenderMessage> stash,
      AppenderLog log,
      long pendingBytes) {
    this.context = context;
    this.stash = stash;
    this.log = log;
    this.pendingBytes = pendingBytes;
  }

  private Behavior<AppenderMessage> open() {
    incarnation = UUID.randomUUID();
    context.pipeToSelf(
        log.open(), (opened, failure) -> opened == null ? new NotOpened(failure) : opened);
    return Behaviors.receiveMessage(message ->
        switch (message) {
          case Opened opened -> opened(opened);
          case NotOpened(Throwable reason) -> notOpened(reason);
          case Append append -> stash(append);
          case Advance advance -> stash(advance);
          case Looked looked -> stash(looked);
          case NotLooked(Append append, Throwable reason) -> notLooked(append, reason);
          case Stop stop -> isIdle() && stash.isEmpty() ? Behaviors.stopped() : stash(stop);
          case Advanced advanced -> advanced(advanced);
          case NotAdvanced notAdvanced -> notAdvanced(notAdvanced);
          case Written late -> Behaviors.same();
          case NotWritten late -> Behaviors.same();
        });
  }

  private Behavior<AppenderMessage> opened(Opened opened) {
    sequenceNumber = opened.sequenceNumber();
    recent = opened.recent();
    return stash.unstashAll(running());
  }

  private Behavior<AppenderMessage> notOpened(Throwable reason) {
    stash.forEach(message -> refuse(message, log.unavailable(reason)));
    return Behaviors.stopped();
  }

  private static void refuse(AppenderMessage message, Unavailable why) {
    switch (message) {
      case Append append -> append.replyTo().tell(why);
      case Advance advance -> advance.replyTo().tell(why);
      case Looked looked -> looked.append().replyTo().tell(why);
      default -> {}
    }
  }

  private Behavior<AppenderMessage> stash(AppenderMessage message) {
    if (!stash.isFull()) {
      stash.stash(message);
    } else {
      looks -= message instanceof Looked ? 1 : 0;
      refuse(message, saturated());
    }
    return Behaviors.same();
  }

  private Behavior<AppenderMessage> running() {
    return Behaviors.receiveMessage(message ->
        switch (message) {
          case Append append -> append(append, Map.of(), append.since());
          case Advance advance -> advance(advance);
          case Advanced advanced -> advanced(advanced);
          case NotAdvanced notAdvanced -> {
            notAdvanced(notAdvanced);
            yield LogWriters.isFenced(notAdvanced.reason())
                ? notWritten(notAdvanced.reason())
                : Behaviors.same();
          }
          case Looked(Append append, var found, long until) -> looked(append, found, until);
          case NotLooked(Append append, Throwable reason) -> notLooked(append, reason);
          case Written(PendingAppend append, long offset) -> written(append, offset);
          case NotWritten(PendingAppend append, Throwable reason) ->
              pending.contains(append) ? notWritten(reason) : Behaviors.same();
          case Stop stop -> isIdle() ? Behaviors.stopped() : stash(stop);
          case Opened known -> Behaviors.same();
          case NotOpened known -> Behaviors.same();
        });
  }

  private boolean isIdle() {
    return pending.isEmpty() && looks == 0 && advances == 0;
  }

  private Behavior<AppenderMessage> advance(Advance advance) {
    advances++;
    context.pipeToSelf(
        log.advance(advance.time()),
        (moved, failure) ->
            moved == null ? new NotAdvanced(advance, failure) : new Advanced(advance, moved));
    return Behaviors.same();
  }

  private Behavior<AppenderMessage> advanced(Advanced done) {
    advances--;
    done.advance().replyTo().tell(new AppenderAnswer.Moved(done.moved()));
    return Behaviors.same();
  }

  private Behavior<AppenderMessage> notAdvanced(NotAdvanced failed) {
    advances--;
    failed.advance().replyTo().tell(log.unavailable(failed.reason()));
    return Behaviors.same();
  }

  /**
   * @param found of its events, those that stand before {@code since}
   */
  private Behavior<AppenderMessage> append(Append append, Map<Name, Known> found, long since) {
    if (since < recent.from()) {
      look(append, found, since);
      return Behaviors.same();
    }
    if (repeatsOneOnItsWay(append.events())) {
      return stash(append);
    }
    switch (PendingAppend.sort(append.events(), recent, found, append.replyTo())) {
      case Sorted.Reused(List<Integer> indexes) -> append.replyTo().tell(new Reused(indexes));
      case Sorted.Fit(PendingAppend fit) when fit.fresh().isEmpty() ->
          append.replyTo().tell(fit.standingFrom(0));
      case Sorted.Fit(PendingAppend fit) when bytes + fit.bytes() > pendingBytes && bytes > 0 ->
          append.replyTo().tell(saturated());
      case Sorted.Fit(PendingAppend fit) -> write(fit);
    }
    return Behaviors.same();
  }

  /** Looks in the log for what is farther back than what is remembered. */
  private void look(Append append, Map<Name, Known> found, long since) {
    looks++;
    long until = recent.from();
    context.pipeToSelf(
        log.find(names(append.events()), since, until),
        (more, failure) -> {
          if (more == null) {
            return new NotLooked(append, failure);
          }
          more.putAll(found);
          return new Looked(append, more, until);
        });
  }

  private Behavior<AppenderMessage> looked(Append append, Map<Name, Known> found, long until) {
    looks--;
    append(append, found, until);
    return goOn();
  }

  private Behavior<AppenderMessage> notLooked(Append append, Throwable reason) {
    looks--;
    append.replyTo().tell(log.unavailable(reason));
    return Behaviors.same();
  }

  private Behavior<AppenderMessage> goOn() {
    return stash.isEmpty() ? Behaviors.same() : stash.unstashAll(running());
  }

  private static Set<Name> names(List<EncodedEvent> events) {
    return events.stream()
        .map(EncodedEvent::name)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private boolean repeatsOneOnItsWay(List<EncodedEvent> events) {
    return !onTheirWay.isEmpty()
        && events.stream()
            .anyMatch(event -> event.name() != null && onTheirWay.contains(event.name()));
  }

  private void write(PendingAppend append) {
    pending.add(append);
    bytes += append.bytes();
    onTheirWay.addAll(names(append.fresh()));
    context.pipeToSelf(
        log.append(append.fresh(), sequenceNumber + 1, incarnation),
        (offset, failure) ->
            offset == null ? new NotWritten(append, failure) : new Written(append, offset));
    sequenceNumber += append.fresh().size();
  }

  private Behavior<AppenderMessage> written(PendingAppend append, long offset) {
    if (!pending.remove(append)) {
      return Behaviors.same(); // answered when another one failed
    }
    bytes -= append.bytes();
    long at = offset;
    for (EncodedEvent event : append.fresh()) {
      if (event.name() != null) {
        onTheirWay.remove(event.name());
        recent.add(event.name(), at, event.content());
      }
      at++;
    }
    recent.moveTo(at);
    append.replyTo().tell(append.standingFrom(offset));
    return goOn();
  }

  /** What is on its way may stand or not: the log knows. */
  private Behavior<AppenderMessage> notWritten(Throwable reason) {
    pending.forEach(append -> append.replyTo().tell(log.unavailable(reason)));
    pending.clear();
    onTheirWay.clear();
    bytes = 0;
    return open();
  }

  private static Unavailable saturated() {
    return new Unavailable(
        "saturated", "More is on its way to this partition than may wait; append again, slower");
  }
}
