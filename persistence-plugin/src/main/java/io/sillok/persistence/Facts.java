package io.sillok.persistence;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Small facts of a store that are written once and never change, such as its number of partitions
 * and its schemas.
 */
public interface Facts {

  /** The fact under {@code key}. */
  CompletionStage<Optional<String>> get(String key);

  /**
   * Writes {@code value} under {@code key} unless there is one; the stage holds what stands there
   * afterwards, durably.
   */
  CompletionStage<String> putIfAbsent(String key, String value);

  /** The facts whose keys start with {@code prefix}, by key. */
  CompletionStage<Map<String, String>> withPrefix(String prefix);
}
