package io.sillok.node.window.definition.kept;

/** What becomes of a projection that is to run no more. */
public sealed interface ProjectionRetiring {

  /** It is retired now, if it was not before. */
  record Retired(KeptProjection projection) implements ProjectionRetiring {}

  /** There is none of this name. */
  record Unknown() implements ProjectionRetiring {}

  /** A module has it, and so it runs as long as the module is loaded. */
  record Kept(KeptProjection projection) implements ProjectionRetiring {}
}
