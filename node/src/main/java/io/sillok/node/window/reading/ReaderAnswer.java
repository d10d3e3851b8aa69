package io.sillok.node.window.reading;

import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.protocol.window.run.Summaries;

/** What a reader answers to a {@link ReaderMessage.Pull}. */
public sealed interface ReaderAnswer extends NodeMessage {

  /** Number of the partition among all that the projection reads. */
  int input();

  /** What was read. */
  sealed interface Part extends ReaderAnswer {
    ReadPart part(Summaries<?> summaries);
  }

  /** To the same node. */
  record Here(int input, ReadPart content) implements Part {
    @Override
    public ReadPart part(Summaries<?> summaries) {
      return content;
    }
  }

  /** To another node, as bytes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sent(int input, byte[] content) implements Part {
    @Override
    public ReadPart part(Summaries<?> summaries) {
      return ReadPart.of(content, summaries);
    }
  }

  /** The reader leaves its node; what it was asked for has to be asked again. */
  record Left(int input) implements ReaderAnswer {}
}
