package io.sillok.protocol.window.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Different values: themselves up to a limit, and beyond it an estimate of how many there are. */
final class DistinctValues {

  private Set<String> values = new HashSet<>();
  private @Nullable HyperLogLog estimate;

  void add(String value, int limit) {
    if (estimate != null) {
      estimate.add(value);
    } else {
      values.add(value);
      if (values.size() > limit) {
        estimate();
      }
    }
  }

  void add(DistinctValues other, int limit) {
    if (other.estimate != null) {
      estimate().add(other.estimate);
    } else {
      other.values.forEach(value -> add(value, limit));
    }
  }

  private HyperLogLog estimate() {
    HyperLogLog present = estimate;
    if (present == null) {
      present = new HyperLogLog();
      values.forEach(present::add);
      values = new HashSet<>();
      estimate = present;
    }
    return present;
  }

  Distinct count() {
    return estimate == null
        ? new Distinct(values.size(), true)
        : new Distinct(estimate.estimate(), false);
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(estimate != null);
    if (estimate != null) {
      estimate.write(out);
    } else {
      out.writeInt(values.size());
      for (String value : new TreeSet<>(values)) {
        Texts.write(value, out);
      }
    }
  }

  static DistinctValues read(DataInput in) throws IOException {
    DistinctValues distinct = new DistinctValues();
    if (in.readBoolean()) {
      distinct.estimate = HyperLogLog.read(in);
    } else {
      int size = in.readInt();
      for (int index = 0; index < size; index++) {
        distinct.values.add(Texts.read(in));
      }
    }
    return distinct;
  }
}
