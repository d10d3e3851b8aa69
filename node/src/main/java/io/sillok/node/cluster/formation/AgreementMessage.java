package io.sillok.node.cluster.formation;

import io.sillok.node.cluster.partition.NodeMessage;
import org.apache.pekko.actor.typed.ActorRef;

/** What nodes tell each other before they work together. */
sealed interface AgreementMessage extends NodeMessage {

  /** What has the node, that others must have, too? */
  record Ask(ActorRef<Has> replyTo) implements AgreementMessage {}

  /** This. */
  record Has(Agreement agreement) implements AgreementMessage {}
}
