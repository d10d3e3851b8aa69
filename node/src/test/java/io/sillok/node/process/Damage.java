package io.sillok.node.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a bad disk does to a file. */
sealed interface Damage {

  /** Does it to {@code file}. */
  void to(Path file) throws IOException;

  /**
   * One bit at a place of the file is another.
   *
   * @param place from 0 at its start to 1 at its last byte
   */
  record FlippedBit(double place, int bit) implements Damage {
    @Override
    public void to(Path file) throws IOException {
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        long position = Math.round(place * (channel.size() - 1));
        ByteBuffer one = ByteBuffer.allocate(1);
        channel.read(one, position);
        one.put(0, (byte) (one.get(0) ^ (1 << bit)));
        channel.write(one.flip(), position);
      }
    }
  }

  /**
   * The rest of the file is gone.
   *
   * @param place what is kept, as a part of the file
   */
  record Torn(double place) implements Damage {
    @Override
    public void to(Path file) throws IOException {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(Math.round(place * channel.size()));
      }
    }
  }
}
