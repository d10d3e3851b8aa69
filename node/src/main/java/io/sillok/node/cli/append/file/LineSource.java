package io.sillok.node.cli.append.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/** Reads lines one after the other, plain or compressed by gzip. Not thread-safe. */
public final class LineSource implements AutoCloseable {

  /** What is behind so many bytes of a line is not looked at. */
  public static final int LONGEST = 16 << 20;

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final Counted counted;
  private final InputStream in;
  private final OptionalLong size;
  private final Deque<Line> ahead = new ArrayDeque<>();
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;
  private long lines;

  private LineSource(InputStream in, OptionalLong size) throws IOException {
    this.counted = new Counted(in);
    this.in = unzipped(new BufferedInputStream(counted, BUFFER));
    this.size = size;
  }

  public static LineSource open(Path file) throws IOException {
    return new LineSource(Files.newInputStream(file), OptionalLong.of(Files.size(file)));
  }

  /** Reads what comes from {@code in}; nobody knows how much. */
  public static LineSource of(InputStream in) throws IOException {
    return new LineSource(in, OptionalLong.empty());
  }

  /** The next line; empty behind the last one. */
  public Optional<Line> next() throws IOException {
    return ahead.isEmpty() ? read() : Optional.of(ahead.removeFirst());
  }

  /** Has {@code lines}, which were read last, read again. */
  public void back(Collection<Line> some) {
    ahead.addAll(some);
  }

  /** Bytes read so far, as they are in the file. */
  public long bytes() {
    return counted.bytes;
  }

  /** Bytes of the file, if that is known. */
  public OptionalLong size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private Optional<Line> read() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    boolean ended = false;
    while (!ended) {
      if (at == end && !fill()) {
        return line.size() == 0 ? Optional.empty() : Optional.of(line(line, tooLong));
      }
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      int kept = Math.min(at - from, LONGEST - line.size());
      tooLong |= kept < at - from;
      line.write(buffer, from, kept);
      if (at < end) {
        ended = true;
        at++;
      }
    }
    return Optional.of(line(line, tooLong));
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  private Line line(ByteArrayOutputStream read, boolean tooLong) {
    byte[] bytes = read.toByteArray();
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    int first = lines == 0 && startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
    lines++;
    return new Line(
        lines,
        first == 0 && length == bytes.length ? bytes : Arrays.copyOfRange(bytes, first, length),
        tooLong);
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= BYTE_ORDER_MARK.length
        && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3);
  }

  private static InputStream unzipped(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean zipped = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
    in.reset();
    return zipped ? new GZIPInputStream(in, BUFFER) : in;
  }

  /** Counts what was read. */
  private static final class Counted extends FilterInputStream {
    private long bytes;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      bytes += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      bytes += Math.max(0, read);
      return read;
    }
  }
}
