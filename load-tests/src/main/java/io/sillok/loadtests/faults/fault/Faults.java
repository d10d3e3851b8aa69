package io.sillok.loadtests.faults.fault;

import java.util.List;

/** All faults that there are, in the order in which they strike. */
public final class Faults {

  /** Those of a short run, which need nothing but processes. */
  public static final List<Fault> SHORT =
      List.of(new KillNode(List.of(2)), PauseNode.number(3), new RollingRestart(List.of(1, 2)));

  /** Those of a full run. */
  public static final List<Fault> ALL =
      List.of(
          new KillNode(List.of(2, 1)),
          new KillLoop(),
          PauseNode.number(3),
          PauseNode.oldest(),
          new SickNode(2),
          new OutOfMemory(2),
          new RollingRestart(List.of(1, 2, 3)),
          new Upgrade(),
          CutNodes.minority(),
          CutNodes.majority(),
          CutNodes.oneWay(),
          new CutEven(),
          new RestartApart(),
          CutFromCassandra.one(),
          CutFromCassandra.all(),
          new LoseCassandra(),
          new Scale(),
          new ClockJump());

  private Faults() {}
}
