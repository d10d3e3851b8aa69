package io.sillok.loadtests.server;

import io.sillok.loadtests.Size;
import io.sillok.loadtests.event.PageViews;
import io.sillok.loadtests.http.Answer;
import io.sillok.loadtests.http.HttpConnection;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Makes streams, and topics of as many partitions. */
public final class Declared {

  private static final int CREATED = 201;

  private Declared() {}

  /**
   * Makes {@code stream}, which must not be there yet.
   *
   * @throws IOException if it is refused
   */
  public static void stream(Target target, String stream) throws IOException, InterruptedException {
    switch (target.kind()) {
      case SILLOK -> declare(target.port(), stream);
      case KAFKA -> create(target.port(), stream);
    }
  }

  private static void declare(int port, String stream) throws IOException {
    try (HttpConnection connection = new HttpConnection(port)) {
      Answer answer =
          connection.exchange(
              HttpConnection.request("PUT", "/v1/streams/" + stream, PageViews.DECLARATION));
      if (answer.status() != CREATED) {
        throw new IOException(
            "Stream %s was not declared: %d %s".formatted(stream, answer.status(), answer.text()));
      }
    }
  }

  /** Returns when each partition answers: its leader is there a while after it was made. */
  private static void create(int port, String topic) throws IOException, InterruptedException {
    NewTopic asked = new NewTopic(topic, Optional.of(Size.partitions()), Optional.empty());
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, Size.partitions())
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest()));
    try (Admin admin = Admin.create(KafkaSettings.admin(port))) {
      admin.createTopics(List.of(asked)).all().get();
      admin.listOffsets(ends).all().get();
    } catch (ExecutionException failed) {
      throw new IOException("Topic %s was not made".formatted(topic), failed.getCause());
    }
  }
}
