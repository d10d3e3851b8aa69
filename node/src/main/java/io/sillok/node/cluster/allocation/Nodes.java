package io.sillok.node.cluster.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.util.Version;

/** Those that may have partitions, as this node sees them now. */
record Nodes(Cluster cluster) {

  /** The addresses of those that are up and of the newest version. */
  Set<String> newest() {
    List<Member> up = up();
    Optional<Version> newest = up.stream().map(Member::appVersion).max(Version::compareTo);
    Set<String> addresses = new TreeSet<>();
    up.stream()
        .filter(member -> newest.filter(member.appVersion()::equals).isPresent())
        .forEach(member -> addresses.add(member.address().toString()));
    return addresses;
  }

  /**
   * Whether all are up and heard of, so that each answers. One that is gone but still has
   * partitions would be waited for until {@code handoff-timeout}, and nobody had them meanwhile.
   */
  boolean areCalm() {
    CurrentClusterState state = cluster.state();
    if (!state.getUnreachable().isEmpty()) {
      return false;
    }
    for (Member member : state.getMembers()) {
      if (!member.status().equals(MemberStatus.up())) {
        return false;
      }
    }
    return true;
  }

  /** Whether all that are up are of the same version. */
  boolean areAlike() {
    return up().stream().map(Member::appVersion).distinct().count() == 1;
  }

  private List<Member> up() {
    List<Member> up = new ArrayList<>();
    cluster
        .state()
        .getMembers()
        .forEach(member -> {
          if (member.status().equals(MemberStatus.up())) {
            up.add(member);
          }
        });
    return up;
  }
}
