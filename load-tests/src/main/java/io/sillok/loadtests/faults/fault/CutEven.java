package io.sillok.loadtests.faults.fault;

import io.sillok.loadtests.faults.cluster.FaultNode;

/** Has two nodes run, and cuts them off from each other: neither part is the larger one. */
final class CutEven implements Fault {

  private final CutNodes cut = CutNodes.even();

  @Override
  public String name() {
    return cut.name();
  }

  @Override
  public String description() {
    return "the youngest node goes; the two that are left are cut off from each other; it comes back";
  }

  @Override
  public Need need() {
    return cut.need();
  }

  @Override
  public boolean losesAnswers() {
    return cut.losesAnswers();
  }

  @Override
  public void strike(Stage stage) throws InterruptedException {
    FaultNode youngest = stage.cluster().byAge().getLast();
    stage.cluster().remove(youngest.number());
    stage.cluster().awaitEven();
    cut.strike(stage);
    stage.cluster().add(youngest.number());
    stage.cluster().awaitEven();
  }
}
