package io.sillok.node.gateway.connection;

/** How a connection ends. */
enum Ending {
  /** When what is under way is answered; at once, where nothing is. */
  WHEN_ANSWERED,
  /** What is under way is told that the node stops. */
  NOW
}
