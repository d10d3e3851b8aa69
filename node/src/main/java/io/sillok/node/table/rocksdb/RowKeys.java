package io.sillok.node.table.rocksdb;

import io.sillok.node.table.rows.TablePartition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keys of the database: the table, its shape and its partition, and then either the mark that says
 * how far it has come, or a row's key. Rows of a partition lie in key order behind its mark.
 */
final class RowKeys {

  private static final int MARK = 0;
  private static final int ROW = 1;

  private RowKeys() {}

  /** Of the fact whose log these tables are of. */
  static byte[] origin() {
    return new byte[] {0, 'o'};
  }

  /** All keys of {@code table} start with it. */
  static byte[] table(String table) {
    return terminated(table);
  }

  /** All keys of the table in {@code shape} start with it. */
  static byte[] shape(String table, String shape) {
    return concat(terminated(table), terminated(shape));
  }

  static byte[] partition(TablePartition id) {
    return concat(
        shape(id.table(), id.shape()),
        new byte[] {(byte) (id.partition() >> 8), (byte) id.partition()});
  }

  static byte[] mark(byte[] partition) {
    return with(partition, MARK, "");
  }

  static byte[] row(byte[] partition, String key) {
    return with(partition, ROW, key);
  }

  /** The key of the row that lies under {@code key}. */
  static String keyOf(byte[] partition, byte[] key) {
    int from = partition.length + 1;
    return new String(key, from, key.length - from, StandardCharsets.UTF_8);
  }

  /** The shape in a key of {@code table}. */
  static String shapeOf(byte[] table, byte[] key) {
    int end = table.length;
    while (key[end] != 0) {
      end++;
    }
    return new String(key, table.length, end - table.length, StandardCharsets.UTF_8);
  }

  /** The first key behind {@code key}. */
  static byte[] justBehind(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  /** The first key behind all that start with {@code prefix}, in which not all is FF. */
  static byte[] behindAll(byte[] prefix) {
    byte[] behind = prefix.clone();
    for (int last = behind.length - 1; last >= 0 && ++behind[last] == 0; last--) {}
    return behind;
  }

  static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] with(byte[] partition, int kind, String key) {
    byte[] text = key.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(partition, partition.length + 1 + text.length);
    bytes[partition.length] = (byte) kind;
    System.arraycopy(text, 0, bytes, partition.length + 1, text.length);
    return bytes;
  }

  private static byte[] terminated(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
