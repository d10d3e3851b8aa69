package io.sillok.node.cluster.partition;

import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** The nodes of the cluster besides this one. */
public final class OtherNodes {

  private OtherNodes() {}

  /** Whether one of them is up, so that partitions can go there. */
  public static boolean areUp(ActorSystem<?> system) {
    Cluster cluster = Cluster.get(system);
    for (Member member : cluster.state().getMembers()) {
      if (member.status().equals(MemberStatus.up())
          && !member.uniqueAddress().equals(cluster.selfMember().uniqueAddress())) {
        return true;
      }
    }
    return false;
  }
}
