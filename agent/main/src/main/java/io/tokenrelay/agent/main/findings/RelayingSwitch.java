package io.tokenrelay.agent.main.findings;

import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Switch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The switch for relaying, {@code Enabled} in JMX. Flipping it is a WARN either way, and the status
 * shows it while it is off; but the service stays ready, since this is intended and requests are
 * served. Enforcement has its own {@link EnforcementSwitch}.
 */
public final class RelayingSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(RelayingSwitch.class);
  private static final String ALARM = "relaying";

  static final String OFF =
      "relaying is switched off (JMX: Enabled is false): no call gets a token, and enforcement"
          + " continues; set it to true to relay again";

  private final Alarms alarms;
  private final Switch relaying = new Switch();

  /**
   * @param on as configured; logged at start if it is off
   */
  public RelayingSwitch(boolean on, Alarms alarms) {
    this.alarms = alarms;
    set(on, false);
  }

  /** Read by both sides at each request and each hop. */
  public Switch asked() {
    return relaying;
  }

  public void set(boolean on) {
    set(on, true);
  }

  /** First the switch, then the alarm and the log. */
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
