package io.sillok.persistence.pekko;

import org.apache.pekko.serialization.SerializerWithStringManifest;

/** A serializer of one class in the only format that there has been so far. */
public abstract class OneFormatSerializer extends SerializerWithStringManifest {

  private static final String MANIFEST = "1";

  private final int identifier;
  private final String what;

  /**
   * @param identifier never changes: it is stored with what is serialized
   * @param what is serialized, for messages, such as {@code position}
   */
  protected OneFormatSerializer(int identifier, String what) {
    this.identifier = identifier;
    this.what = what;
  }

  /** Reads what {@link #toBinary} wrote. */
  protected abstract Object read(byte[] bytes);

  @Override
  public final int identifier() {
    return identifier;
  }

  @Override
  public final String manifest(Object object) {
    return MANIFEST;
  }

  @Override
  public final Object fromBinary(byte[] bytes, String manifest) {
    if (!manifest.equals(MANIFEST)) {
      throw new IllegalArgumentException(
          "A %s has manifest %s, but is \"%s\"".formatted(what, MANIFEST, manifest));
    }
    return read(bytes);
  }
}
