package io.sillok.node.cli.store;

import io.sillok.persistence.LogStore;

/** Where a store is. */
interface StorePlace {

  /** Opens the store to be looked at; it stays as it is. */
  LogStore look();

  /** Opens the store for use. */
  LogStore open();

  /**
   * Opens the store for use, and makes it if it is not there yet.
   *
   * @param partitions of one that is made
   */
  LogStore make(int partitions);
}
