package io.sillok.node.stream;

import io.sillok.node.entity.LoadedModule;
import io.sillok.protocol.schema.EarlierVersions;
import io.sillok.protocol.schema.StreamModel;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import io.sillok.protocol.schema.declared.InvalidSchemaException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How events of declared streams are read: by their schema, and where a module that is loaded has
 * upcasters, through them. Whoever decodes such an event does so with one of these.
 */
public final class StreamCodecs {

  /** Without upcasters. */
  static final StreamCodecs PLAIN = new StreamCodecs(List.of());

  private final Map<String, EarlierVersions<?>> earlier = new HashMap<>();

  /**
   * @param modules that are loaded
   */
  public StreamCodecs(List<LoadedModule> modules) {
    for (LoadedModule module : modules) {
      for (StreamModel<?> stream : module.streams()) {
        if (!stream.definition().upcasters().isEmpty()) {
          earlier.put(stream.definition().stream(), stream.earlier());
        }
      }
    }
  }

  /**
   * The codec of a stream that is, or may become, {@code declaration}. The module's next version
   * may have declared it on another node: upcasters of this one are good for what it reads of
   * theirs.
   *
   * @throws InvalidSchemaException if its schema declares what events cannot keep
   */
  DeclaredCodec of(StreamDeclaration declaration) {
    DeclaredCodec codec = DeclaredCodec.of(declaration.schema());
    EarlierVersions<?> known = earlier.get(declaration.stream());
    return known == null || declaration.module().isEmpty() ? codec : codec.upcasting(known);
  }
}
