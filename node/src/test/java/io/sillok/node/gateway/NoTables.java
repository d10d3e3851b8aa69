package io.sillok.node.gateway;

import io.sillok.node.stream.StreamPosition;
import io.sillok.node.table.TableDefinition;
import io.sillok.node.table.TablePage;
import io.sillok.node.table.TableProgress;
import io.sillok.node.table.TableReading;
import io.sillok.node.table.TableRow;
import io.sillok.node.table.TableVerification;
import io.sillok.node.table.Tables;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tables without rows. */
final class NoTables implements Tables {

  @Override
  public int partitions() {
    return 32;
  }

  @Override
  public CompletionStage<Optional<TableRow>> row(
      TableDefinition table, String key, StreamPosition atLeast) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public CompletionStage<TablePage> page(TableDefinition table, TableReading reading) {
    return CompletableFuture.completedFuture(new TablePage(List.of(), Optional.empty()));
  }

  @Override
  public CompletionStage<TableVerification> verify(TableDefinition table, boolean rebuild) {
    return CompletableFuture.completedFuture(
        new TableVerification(0, "0", "0", true, StreamPosition.start(table.log())));
  }

  @Override
  public List<TableProgress> progress() {
    return List.of();
  }
}
