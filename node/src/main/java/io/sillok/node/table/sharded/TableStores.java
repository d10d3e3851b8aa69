package io.sillok.node.table.sharded;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.sillok.node.table.TableSettings;
import io.sillok.node.table.cassandra.CassandraTableStore;
import io.sillok.node.table.partition.TableParts;
import io.sillok.node.table.rocksdb.RocksTableSettings;
import io.sillok.node.table.rocksdb.RocksTableStore;
import io.sillok.node.table.rocksdb.ScratchTables;
import io.sillok.node.table.rows.TableStore;
import io.sillok.persistence.Facts;
import io.sillok.persistence.Permits;
import io.sillok.persistence.cassandra.CassandraSettings;
import io.sillok.persistence.pekko.SillokPersistence;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** Opens where a node keeps its tables, as it is configured. */
final class TableStores {

  private static final String PATH = "sillok.node.tables";
  private static final String DIRECTORY = "tables";
  private static final String SCRATCH = "verifying";

  private TableStores() {}

  static TableParts parts(ActorSystem<?> system) {
    Config config = system.settings().config();
    SillokPersistence persistence = SillokPersistence.get(system);
    Executor executor =
        system.dispatchers().lookup(DispatcherSelector.fromConfig(PATH + ".dispatcher"));
    TableSettings settings = TableSettings.of(config.getConfig(PATH));
    RocksTableSettings rocksDb = rocksDb(config);
    TableStore store = store(config, rocksDb, persistence.store().facts(), executor);
    Adapter.toClassic(system).registerOnTermination(store::close);
    ScratchTables scratch =
        new ScratchTables(rocksDb.directory().resolveSibling(name(rocksDb)), executor);
    return new TableParts(
        persistence,
        store,
        scratch::make,
        executor,
        settings,
        new Permits(settings.builds()),
        new Permits(settings.verifications()),
        new ConcurrentHashMap<>());
  }

  private static String name(RocksTableSettings settings) {
    return settings.directory().getFileName() + "-" + SCRATCH;
  }

  private static RocksTableSettings rocksDb(Config config) {
    return RocksTableSettings.of(
        config.getConfig(PATH + ".rocksdb"),
        Path.of(config.getString("sillok.persistence.rocksdb.directory"))
            .toAbsolutePath()
            .normalize()
            .resolve(DIRECTORY));
  }

  private static TableStore store(
      Config config, RocksTableSettings rocksDb, Facts facts, Executor executor) {
    String store = config.getString(PATH + ".store");
    return switch (store) {
      case "rocksdb" -> new RocksTableStore(rocksDb, () -> StoreId.of(facts), executor);
      case "cassandra" -> cassandra(config, executor);
      default -> throw invalid("must be rocksdb or cassandra, but is " + store);
    };
  }

  private static TableStore cassandra(Config config, Executor executor) {
    String logs = config.getString("sillok.persistence.store");
    if (!logs.equals("cassandra")) {
      throw invalid("can be cassandra only where sillok.persistence.store is, but that is " + logs);
    }
    return CassandraTableStore.open(
        CassandraSettings.of(config.getConfig("sillok.persistence")),
        config.getConfig("datastax-java-driver"),
        executor);
  }

  private static ConfigException invalid(String rule) {
    return new ConfigException.BadValue(PATH + ".store", rule);
  }
}
