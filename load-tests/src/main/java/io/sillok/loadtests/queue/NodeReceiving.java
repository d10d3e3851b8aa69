package io.sillok.loadtests.queue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sillok.loadtests.event.Occurrences;
import io.sillok.loadtests.event.PageViews;
import io.sillok.loadtests.http.Answer;
import io.sillok.loadtests.http.HttpConnection;
import java.io.IOException;

/** A worker that polls a node and acknowledges what it got in one request. */
final class NodeReceiving implements Receiving {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int OK = 200;

  private final HttpConnection connection;
  private final byte[] receive;
  private final String acknowledge;
  private final StringBuilder body = new StringBuilder();

  NodeReceiving(int port, String stream, String queue, int max) throws IOException {
    String path = "/v1/streams/%s/queues/%s/".formatted(stream, queue);
    connection = new HttpConnection(port);
    receive =
        HttpConnection.request(
            "POST", path + "receive", "{\"max\":%d,\"wait\":\"PT0.5S\"}".formatted(max));
    acknowledge = path + "ack";
  }

  @Override
  public int receive(Occurrences seen) throws IOException {
    byte[] items = exchange(receive);
    body.setLength(0);
    int count = 0;
    try (JsonParser json = JSON.createParser(items)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.FIELD_NAME && json.currentName().equals("receipt")) {
          body.append(count++ == 0 ? "{\"receipts\":[\"" : "\",\"").append(json.nextTextValue());
        } else if (token == JsonToken.FIELD_NAME && json.currentName().equals("data")) {
          json.nextToken();
          seen.add(PageViews.number(items, (int) json.currentTokenLocation().getByteOffset()));
          json.skipChildren();
        }
      }
    }
    if (count > 0) {
      exchange(HttpConnection.request("POST", acknowledge, body.append("\"]}").toString()));
    }
    return count;
  }

  /** 200 says that all of the receipts were taken. */
  private byte[] exchange(byte[] request) throws IOException {
    Answer answer = connection.exchange(request);
    if (answer.status() != OK) {
      throw new IOException("A queue answered %d: %s".formatted(answer.status(), answer.text()));
    }
    return answer.body();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
