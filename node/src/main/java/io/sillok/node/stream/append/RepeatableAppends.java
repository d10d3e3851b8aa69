package io.sillok.node.stream.append;

import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamPosition;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Appends events that may stand already, each once, however long ago that was and whatever else
 * came since.
 */
public interface RepeatableAppends {

  /** Checks and encodes events of {@code stream} as it is defined now. */
  EventEncoder encoder(Declared stream);

  /**
   * Appends {@code events}, as {@link Appends#append} does, unless events with their ids stand.
   *
   * @param events all with an id
   * @param since none of them stands before it; how far that is behind the end costs time only
   */
  CompletionStage<Appended> append(
      Declared stream, List<Encoding.Ready> events, StreamPosition since);
}
