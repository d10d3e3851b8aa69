package io.sillok.node.stream.append;

import io.sillok.node.stream.StreamDefinition.Declared;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Appends events to the declared streams of a cluster. */
public interface Appends {

  /**
   * Appends {@code events}: all that fall into one partition, or none of them. The stage fails only
   * for a defect; what cannot be appended now is a result.
   */
  CompletionStage<Appended> append(Declared stream, List<NewEvent> events);
}
