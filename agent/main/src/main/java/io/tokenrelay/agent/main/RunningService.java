package io.tokenrelay.agent.main;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.findings.Policies;
import io.tokenrelay.agent.main.rollout.Rollout;
import io.tokenrelay.agent.meter.WallClock;
import org.jspecify.annotations.Nullable;

/**
 * The running {@link Agent}, as its configuration changes. Not a part of it: a start would load
 * this class to verify that one.
 */
final class RunningService implements Rollout.Service {
  private final Agent agent;

  private RunningService(Agent agent) {
    this.agent = agent;
  }

  static Rollout rollout(Agent agent) {
    return new Rollout(
        agent.layers,
        agent.config,
        agent.policies,
        new RunningService(agent),
        agent.found,
        agent.alarms,
        agent.startedAt,
        WallClock.INSTANCE);
  }

  @Override
  public void use(Config next, Policies others) {
    agent.use(next, others);
  }

  @Override
  public @Nullable String fixedBecause() {
    return agent.fixed;
  }

  @Override
  public void checkDoors() {
    agent.checkDoors();
  }
}
