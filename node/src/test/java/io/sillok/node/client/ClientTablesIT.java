package io.sillok.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.client.SillokClient;
import io.sillok.client.append.AppendResults;
import io.sillok.client.event.From;
import io.sillok.client.event.NewEvent;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.stream.EventKind;
import io.sillok.client.stream.EventStream;
import io.sillok.client.stream.StreamDeclaration;
import io.sillok.client.table.Row;
import io.sillok.client.table.Rows;
import io.sillok.client.table.Table;
import io.sillok.client.table.TableVerification;
import io.sillok.examples.storefront.cart.Cart;
import io.sillok.node.process.NodeLaunch;
import io.sillok.node.process.NodeProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tables that the client reads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientTablesIT {

  private static final StreamDeclaration STOCK =
      StreamDeclaration.entity(
              """
              {"type": "record", "name": "StockCounted", "fields": [
                {"name": "productId", "type": "string"}, {"name": "pieces", "type": "int"}]}
              """)
          .key("productId");

  @TempDir private static Path data;
  private NodeProcess node;
  private SillokClient client;

  record Stock(String productId, int pieces) {}

  @BeforeAll
  void start() {
    node = NodeLaunch.on(data).start();
    client = SillokClient.connect(URI.create(node.url()));
  }

  @AfterAll
  void stop() {
    client.close();
    node.close();
  }

  @Test
  void a_key_has_its_latest_value_as_soon_as_that_was_appended() {
    EventStream stream = declared("latest");
    for (int pieces = 0; pieces < 20; pieces++) {
      AppendResults appended = stream.append(NewEvent.of(new Stock("p-1", pieces)));
      Row row = stream.table().get("p-1", appended.positions().getLast()).orElseThrow();
      assertThat(row.key()).isEqualTo("p-1");
      assertThat(row.as(Stock.class)).isEqualTo(new Stock("p-1", pieces));
    }
    assertThat(stream.table().get("p-2")).isEmpty();
  }

  @Test
  void a_key_that_was_removed_has_no_value() {
    EventStream stream = declared("removed");
    stream.append(NewEvent.of(new Stock("p-1", 1)), NewEvent.of(new Stock("p-2", 2)));
    AppendResults removed = stream.append(NewEvent.removing("p-1"));
    assertThat(stream.table().get("p-1", removed.positions().getLast())).isEmpty();
    assertThat(stream.table().rows(Rows.ALL.atLeast(removed.positions().getLast())))
        .extracting(Row::key)
        .containsExactly("p-2");
    assertThat(stream.read(From.START))
        .filteredOn(event -> event.data().isNull())
        .singleElement()
        .satisfies(event -> assertThat(event.key()).contains("p-1"));
  }

  @Test
  void rows_come_in_the_order_of_their_keys_across_pages() {
    EventStream stream = declared("many");
    List<String> keys =
        IntStream.range(0, 1_200).mapToObj(number -> "k/%04d".formatted(number)).toList();
    AppendResults appended =
        stream.append(keys.stream().map(key -> NewEvent.of(new Stock(key, 1))).toList());
    Rows all = Rows.ALL.atLeast(appended.positions().getLast());
    Table table = stream.table();
    assertThat(table.rows(all)).extracting(Row::key).isEqualTo(keys);
    assertThat(table.rows(all.after("k/0599")))
        .extracting(Row::key)
        .isEqualTo(keys.subList(600, 1_200));
    assertThat(table.rows(all.prefix("k/01")))
        .extracting(Row::key)
        .isEqualTo(keys.subList(100, 200));
    assertThat(table.get("k/0007")).isPresent();
  }

  @Test
  void a_table_is_what_its_log_makes_it() {
    EventStream stream = declared("verified");
    stream.append(NewEvent.of(new Stock("p-1", 1)), NewEvent.of(new Stock("p-2", 2)));
    TableVerification verification = stream.table().verify();
    assertThat(verification.equal()).isTrue();
    assertThat(verification.rows()).isEqualTo(2);
    assertThat(verification.rebuilt()).isEqualTo(verification.digest()).isNotEmpty();
    assertThat(stream.table().verifyAndMend().digest()).isEqualTo(verification.digest());
  }

  @Test
  void states_of_entities_are_a_table_too() {
    client.entity("cart", "t-1").execute("add-item", Map.of("productId", "p-1", "quantity", 2));
    client.entity("cart", "t-2").execute("add-item", Map.of("productId", "p-1", "quantity", 3));
    Table carts = client.table("cart");
    Eventually.holds(() -> carts.rows().count() == 2, () -> carts.rows().toList());
    Row row = carts.get("t-2").orElseThrow();
    assertThat(row.sequenceNumber()).hasValue(1);
    assertThat(row.as(Cart.class).lines().getFirst().quantity()).isEqualTo(3);
  }

  @Test
  void a_stream_of_another_kind_is_no_table() {
    EventStream stream = client.stream("views");
    assertThat(stream.declare(PageViews.DECLARATION).kind()).isEqualTo(EventKind.KEYED);
    assertThatThrownBy(() -> stream.table().get("p-1"))
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.code()).isEqualTo("not-a-table"));
  }

  private EventStream declared(String name) {
    EventStream stream = client.stream(name);
    stream.declare(STOCK);
    return stream;
  }
}
