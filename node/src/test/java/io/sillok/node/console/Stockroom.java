package io.sillok.node.console;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.processor.Processor;
import io.sillok.protocol.processor.ProcessorType;
import java.util.List;

/**
 * A module of which one processor cannot process that more leaves a room than is there, until more
 * came; and another waits for a stream that nobody declares.
 */
public final class Stockroom implements SillokModule {

  static final String MOVED = "stock-moved";
  static final String LEVELS = "stock-levels";
  static final String ORDERS = "stock-orders";

  private static final EventDefinition<StockMoved> STOCK_MOVED =
      EventDefinition.keyed(MOVED, StockMoved.class, "product");
  private static final EventDefinition<StockChanged> STOCK_CHANGED =
      EventDefinition.keyed("stock-changed", StockChanged.class, "product");

  /** So many came, or left where it is less than none. */
  public record StockMoved(String product, int units) {}

  /** So many are there. */
  public record StockChanged(String product, int level) {}

  /** So many are there. */
  public record Stock(int level) {}

  @Override
  public String name() {
    return "stockroom";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public int protocol() {
    return PROTOCOL;
  }

  @Override
  public List<EntityType<?, ?, ?>> entityTypes() {
    return List.of();
  }

  @Override
  public List<EventDefinition<?>> streams() {
    return List.of(STOCK_MOVED, STOCK_CHANGED);
  }

  @Override
  public List<ProcessorType<?, ?>> processors() {
    return List.of(of(LEVELS, MOVED), of(ORDERS, "stock-ordered"));
  }

  private static ProcessorType<?, ?> of(String name, String input) {
    return ProcessorType.of(
            name, input, StockMoved.class, Stock.class, List.of(STOCK_CHANGED), new Levels())
        .attempts(2);
  }

  private static final class Levels implements Processor<StockMoved, Stock> {
    @Override
    public Stock initial() {
      return new Stock(0);
    }

    @Override
    public Processing<Stock> process(Stock before, Incoming<StockMoved> moved) {
      int level = before.level() + moved.event().units();
      if (level < 0) {
        throw new IllegalStateException(
            "only %d are there, but %d leave".formatted(before.level(), -moved.event().units()));
      }
      return keep(new Stock(level))
          .emit(STOCK_CHANGED, new StockChanged(moved.event().product(), level));
    }
  }
}
