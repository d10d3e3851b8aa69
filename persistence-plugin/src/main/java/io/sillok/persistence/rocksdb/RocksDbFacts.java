package io.sillok.persistence.rocksdb;

import io.sillok.persistence.Facts;
import io.sillok.persistence.codec.Frame;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Facts in RocksDB. */
final class RocksDbFacts implements Facts {

  private final Access access;

  /** Facts in the committer's present batch; only its thread sees it. */
  private final Map<String, String> staged = new HashMap<>();

  RocksDbFacts(Access access) {
    this.access = access;
  }

  @Override
  public CompletionStage<Optional<String>> get(String key) {
    return access.read(database -> find(database, key));
  }

  @Override
  public CompletionStage<String> putIfAbsent(String key, String value) {
    SimpleChange put =
        new SimpleChange(value.length(), (database, batch) -> stage(database, batch, key, value));
    CompletionStage<String> standing =
        put.done()
            .thenRun(() -> staged.remove(key))
            .thenCompose(done -> get(key))
            .thenApply(Optional::orElseThrow);
    access.submit(put);
    return standing;
  }

  @Override
  public CompletionStage<Map<String, String>> withPrefix(String prefix) {
    return access.read(database -> all(database, prefix));
  }

  private void stage(Database database, WriteBatch batch, String key, String value)
      throws RocksDBException {
    if (!staged.containsKey(key) && find(database, key).isEmpty()) {
      staged.put(key, value);
      batch.put(database.family(Column.FACT), Keys.fact(key), encode(value));
    }
  }

  private static Optional<String> find(Database database, String key) throws RocksDBException {
    return Optional.ofNullable(database.get(Column.FACT, Keys.fact(key)))
        .map(value -> decode(key, value));
  }

  private static Map<String, String> all(Database database, String prefix) throws RocksDBException {
    Map<String, String> facts = new LinkedHashMap<>();
    byte[] start = Keys.fact(prefix);
    try (Cursor cursor = database.cursor(Column.FACT, start)) {
      for (boolean here = cursor.seek(start); here; here = cursor.next()) {
        String key = new String(cursor.key(), StandardCharsets.UTF_8);
        facts.put(key, decode(key, cursor.value()));
      }
    }
    return facts;
  }

  static byte[] encode(String value) {
    return Frame.end(Frame.begin(value.length()).putString(value));
  }

  static String decode(String key, byte[] value) {
    return Frame.open(value, () -> "fact " + key).getString();
  }
}
