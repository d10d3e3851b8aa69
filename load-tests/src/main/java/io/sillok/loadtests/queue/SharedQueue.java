package io.sillok.loadtests.queue;

import io.sillok.loadtests.http.Answer;
import io.sillok.loadtests.http.HttpConnection;
import io.sillok.loadtests.server.KafkaSettings;
import io.sillok.loadtests.server.Target;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Makes queues and share groups that begin with a stream's first event, and takes them away. */
final class SharedQueue {

  private static final int HUNDRED = 100;

  private SharedQueue() {}

  /** Makes {@code queue}, with what both have by default: leases of 30 s, 5 attempts. */
  static void create(Target target, String stream, String queue)
      throws IOException, InterruptedException {
    switch (target.kind()) {
      case SILLOK ->
          request(
              target,
              "PUT",
              stream,
              queue,
              "{\"from\":\"start\",\"lease\":\"PT30S\",\"maxAttempts\":5}");
      case KAFKA -> beginAtStart(target, queue);
    }
  }

  /** Nobody works on it any more. */
  static void delete(Target target, String stream, String queue)
      throws IOException, InterruptedException {
    switch (target.kind()) {
      case SILLOK -> request(target, "DELETE", stream, queue, "");
      case KAFKA -> deleteGroup(target, queue);
    }
  }

  private static void request(
      Target target, String method, String stream, String queue, String body) throws IOException {
    try (HttpConnection connection = new HttpConnection(target.port())) {
      Answer answer =
          connection.exchange(
              HttpConnection.request(
                  method, "/v1/streams/%s/queues/%s".formatted(stream, queue), body));
      if (answer.status() / HUNDRED != 2) {
        throw new IOException(
            "%s of queue %s answered %d: %s"
                .formatted(method, queue, answer.status(), answer.text()));
      }
    }
  }

  private static void beginAtStart(Target target, String group)
      throws IOException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    AlterConfigOp earliest =
        new AlterConfigOp(
            new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(KafkaSettings.admin(target.port()))) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(earliest))).all().get();
    } catch (ExecutionException failed) {
      throw new IOException("Share group %s was not set".formatted(group), failed.getCause());
    }
  }

  private static void deleteGroup(Target target, String group)
      throws IOException, InterruptedException {
    try (Admin admin = Admin.create(KafkaSettings.admin(target.port()))) {
      admin.deleteShareGroups(List.of(group)).all().get();
    } catch (ExecutionException failed) {
      throw new IOException("Share group %s was not deleted".formatted(group), failed.getCause());
    }
  }
}
