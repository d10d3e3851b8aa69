package io.sillok.node.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.Partitioner;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ShopTest {

  private static final int PARTITIONS = 32;

  private final Shop shop = new Shop(new Random(3));

  @Test
  void the_first_customers_buy_something_after_the_shelves_are_full() {
    List<String> commands = shop.opening().stream().map(Order::command).toList();
    assertThat(commands.subList(0, 20)).containsOnly("list");
    assertThat(commands.subList(20, commands.size()))
        .containsOnly("add-item", "check-out")
        .filteredOn("check-out"::equals)
        .hasSize(12);
  }

  @Test
  void carts_are_in_all_partitions_so_that_event_time_goes_on_in_each() {
    Partitioner partitioner = new Partitioner(PARTITIONS);
    assertThat(
            Stream.generate(shop::next)
                .limit(5_000)
                .filter(order -> order.type().equals("cart"))
                .map(order -> partitioner.partition("cart|" + order.id()))
                .distinct())
        .hasSize(PARTITIONS);
  }
}
