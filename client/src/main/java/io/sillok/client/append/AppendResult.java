package io.sillok.client.append;

import io.sillok.client.failure.FieldError;
import java.util.List;
import java.util.Optional;

/** What became of one event. */
public sealed interface AppendResult {

  /** Whether it is in the stream. */
  boolean inStream();

  /**
   * It is in the stream.
   *
   * @param duplicate whether it was there before
   * @param offset in the log of the partition
   * @param key empty in a stream without keys
   */
  record Appended(boolean duplicate, int partition, long offset, Optional<String> key)
      implements AppendResult {
    @Override
    public boolean inStream() {
      return true;
    }
  }

  /**
   * It is not what the stream takes, and never will be.
   *
   * @param code stable and for programs, such as {@code id-reused}
   * @param message for people
   * @param errors each single thing that is wrong, with a pointer into the CloudEvent, such as
   *     {@code /data/amount}; may be empty
   */
  record Refused(String code, String message, List<FieldError> errors) implements AppendResult {
    public Refused {
      errors = List.copyOf(errors);
    }

    @Override
    public boolean inStream() {
      return false;
    }
  }

  /**
   * It could not be appended in time, or nobody knows whether it was. Append it again, as the same
   * object or with the same source and id.
   *
   * @param code stable and for programs; {@code not-sent} if it waited for an earlier one that
   *     failed, so that both stay in order
   * @param message for people
   */
  record Failed(String code, String message) implements AppendResult {
    @Override
    public boolean inStream() {
      return false;
    }
  }
}
