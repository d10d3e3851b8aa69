package io.sillok.node.cluster.formation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class AgreementTest {

  private static final Map<String, String> SHOP = Map.of("entity type cart", "storefront 1.2.0");

  private static final SortedMap<String, String> PEKKO =
      new TreeMap<>(Map.of("active-strategy", "keep-majority", "state-store-mode", "ddata"));

  @Test
  void nodes_with_the_same_may_be_in_one_cluster() {
    assertThat(agreement("shop", "a", "1.0.0", SHOP).differences(standing(), "node-1")).isEmpty();
  }

  @Test
  void each_difference_is_named_with_what_to_set() {
    assertThat(agreement("mall", "b", "1.0.0", Map.of()).differences(standing(), "node-1"))
        .satisfiesExactly(
            name -> assertThat(name).contains("mall", "shop", "sillok.node.cluster.name"),
            store -> assertThat(store).contains("another store", "cassandra b", "cassandra a"),
            module ->
                assertThat(module).contains("lacks entity type cart", "storefront", "--modules"));
  }

  @Test
  void one_that_has_more_is_refused_unless_it_is_an_upgrade() {
    Map<String, String> more =
        Map.of("entity type cart", "storefront 1.2.0", "entity type account", "bank 1.0.0");
    assertThat(agreement("shop", "a", "1.0.0", more).differences(standing(), "node-1"))
        .singleElement()
        .satisfies(
            why -> assertThat(why).contains("node-1 lacks entity type account", "app-version"));
    assertThat(agreement("shop", "a", "1.1.0", more).differences(standing(), "node-1")).isEmpty();
    assertThat(agreement("shop", "a", "0.9.0", Map.of()).differences(standing(), "node-1"))
        .isEmpty();
  }

  @Test
  void versions_that_pekko_takes_for_the_same_are_the_same() {
    assertThat(agreement("shop", "a", "1.0", Map.of()).differences(standing(), "node-1"))
        .singleElement()
        .satisfies(why -> assertThat(why).contains("lacks entity type cart"));
  }

  @Test
  void one_with_a_module_of_another_version_is_refused_unless_it_is_an_upgrade() {
    Map<String, String> forgotten =
        Map.of("entity type cart", "storefront 1.1.0", "stream price-set", "storefront 1.1.0");
    Map<String, String> there =
        Map.of("entity type cart", "storefront 1.2.0", "stream price-set", "storefront 1.2.0");
    Agreement standing = agreement("shop", "a", "1.0.0", there);
    assertThat(agreement("shop", "a", "1.0.0", forgotten).differences(standing, "node-1"))
        .singleElement()
        .satisfies(why ->
            assertThat(why)
                .contains("storefront 1.1.0, node-1 has storefront 1.2.0", "app-version"));
    assertThat(agreement("shop", "a", "1.1.0", forgotten).differences(standing, "node-1"))
        .isEmpty();
  }

  @Test
  void nodes_that_write_in_different_data_centers_are_kept_apart() {
    Agreement elsewhere =
        new Agreement(
            Agreement.PROTOCOL,
            "shop",
            "cassandra a",
            "a",
            "dc2",
            "1.0.0",
            new TreeMap<>(SHOP),
            PEKKO);
    assertThat(elsewhere.differences(standing(), "node-1"))
        .singleElement()
        .satisfies(
            why -> assertThat(why).contains("data center dc2, node-1 in dc1", "--datacenter"));
  }

  @Test
  void nodes_that_do_not_understand_each_other_are_kept_apart_in_any_version() {
    Agreement next =
        new Agreement(
            Agreement.PROTOCOL + 1,
            "shop",
            "cassandra a",
            "a",
            "dc1",
            "2.0.0",
            new TreeMap<>(SHOP),
            PEKKO);
    assertThat(next.differences(standing(), "node-1"))
        .singleElement()
        .satisfies(why -> assertThat(why).contains("protocol", "stop all nodes"));
  }

  @Test
  void nodes_of_which_pekko_says_only_that_they_differ_are_told_in_what() {
    Agreement other = standing();
    SortedMap<String, String> settings = new TreeMap<>(PEKKO);
    settings.put("active-strategy", "keep-oldest");
    Agreement joining =
        new Agreement(
            other.protocol(),
            other.cluster(),
            other.store(),
            other.storeId(),
            other.dataCenter(),
            other.version(),
            other.modules(),
            settings);
    assertThat(joining.differences(other, "node-1"))
        .containsExactly(
            "it has active-strategy = keep-oldest, node-1 has keep-majority; set it alike, or stop all nodes before it changes");
  }

  private static Agreement standing() {
    return agreement("shop", "a", "1.0.0", SHOP);
  }

  private static Agreement agreement(
      String cluster, String store, String version, Map<String, String> modules) {
    return new Agreement(
        Agreement.PROTOCOL,
        cluster,
        "cassandra " + store,
        store,
        "dc1",
        version,
        new TreeMap<>(modules),
        PEKKO);
  }
}
