package io.tokenrelay.agent.main.findings;

import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Switch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The switch of relaying, {@code Enabled} in JMX. Flipping it is a WARN each way, and as long as it
 * is off the status says so; but the service stays ready, since the operator wanted it so and
 * requests are served. What is enforced has {@link EnforcementSwitch}.
 */
public final class RelayingSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(RelayingSwitch.class);
  private static final String ALARM = "relaying";

  static final String OFF =
      "relaying is switched off (JMX: Enabled is false): no call gets a token, and what is enforced"
          + " stays enforced; set it to true to relay again";

  private final Alarms alarms;
  private final Switch relaying = new Switch();

  /**
   * @param on as configured; the start says it where it is not
   */
  public RelayingSwitch(boolean on, Alarms alarms) {
    this.alarms = alarms;
    set(on, false);
  }

  /** What both sides ask at each request and each hop. */
  public Switch asked() {
    return relaying;
  }

  public void set(boolean on) {
    set(on, true);
  }

  /** First what it is about, then the words for it. */
  private synchronized void set(boolean on, boolean said) {
    boolean before = relaying.isOn();
    relaying.set(on);
    if (on == before) {
      return;
    }
    if (on) {
      alarms.lower(Alarms.Kind.NOT_RELAYING, ALARM);
    } else {
      alarms.raise(Alarms.Kind.NOT_RELAYING, ALARM, OFF);
    }
    if (said) {
      LOG.warn(on ? "relaying is switched on again (JMX: Enabled is true)" : OFF);
    }
  }
}
