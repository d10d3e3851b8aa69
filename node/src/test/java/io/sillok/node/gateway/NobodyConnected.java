package io.sillok.node.gateway;

import io.sillok.node.stream.consumer.sharing.Delivery;
import io.sillok.node.stream.consumer.sharing.Instances;
import io.sillok.node.stream.consumer.sharing.Sharing;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** Consumers without instances. */
final class NobodyConnected implements Sharing {

  @Override
  public Source<Delivery, NotUsed> join(Subject subject, String instance) {
    return Source.empty();
  }

  @Override
  public CompletionStage<Instances> instances(String consumer) {
    return CompletableFuture.completedFuture(new Instances(List.of()));
  }

  @Override
  public void changed(String consumer) {
    // nobody to tell
  }
}
