package io.sillok.protocol.schema;

import io.sillok.protocol.entity.Upcaster;
import io.sillok.protocol.schema.declared.Upcasts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** The earlier versions of an event that are read through upcasters. Thread-safe. */
public final class EarlierVersions<E> implements Upcasts {

  private final AvroCodec<E> present;
  private final List<EarlierVersion<?, E>> versions;
  private final Map<Schema, Optional<EarlierVersion<?, E>>> known = new ConcurrentHashMap<>();

  private EarlierVersions(AvroCodec<E> present, List<EarlierVersion<?, E>> versions) {
    this.present = present;
    this.versions = versions;
  }

  /**
   * @param present reads all other versions
   * @throws InvalidModuleException naming the class, and why, if an earlier record cannot be kept
   */
  static <E> EarlierVersions<E> of(
      AvroCodec<E> present, Collection<? extends Upcaster<?, E>> upcasters) {
    return new EarlierVersions<>(
        present,
        upcasters.stream()
            .<EarlierVersion<?, E>>map(upcaster -> EarlierVersion.of(upcaster))
            .toList());
  }

  @Override
  public Schema schema() {
    return present.schema();
  }

  @Override
  public boolean fit(Schema writer) {
    return find(writer).isPresent();
  }

  /**
   * Decodes what was written by any version, through an upcaster if there is one for it.
   *
   * @param writer the version; pass the same instance each time
   * @throws CodecException if the bytes are not of that version, or it cannot be read
   */
  E decode(byte[] avro, Schema writer) {
    Optional<EarlierVersion<?, E>> version = find(writer);
    return version.isPresent() ? version.get().decode(avro, writer) : present.decode(avro, writer);
  }

  @Override
  public byte[] upcast(byte[] avro, Schema writer) {
    return present.encode(decode(avro, writer));
  }

  /** The first that fits. */
  private Optional<EarlierVersion<?, E>> find(Schema writer) {
    return versions.isEmpty() ? Optional.empty() : known.computeIfAbsent(writer, this::match);
  }

  private Optional<EarlierVersion<?, E>> match(Schema writer) {
    return AvroCodec.fingerprintOf(writer) == present.fingerprint()
        ? Optional.empty()
        : versions.stream().filter(version -> version.is(writer)).findFirst();
  }
}
