package io.tokenrelay.agent.main.findings;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.relay.InboundProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The switch that opens the door, and shuts it again: {@code tokenrelay.enforce.enabled} at start,
 * {@code EnforceEnabled} in JMX later. Opening is never silent: it is an ERROR, and an alarm as
 * long as it lasts. If nothing is to be enforced, nothing is logged.
 */
public final class EnforcementSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(EnforcementSwitch.class);
  private static final String ALARM = "switch";

  static final String OPEN =
      "nothing is enforced: "
          + InboundProperties.ENFORCE_ENABLED
          + " (JMX: EnforceEnabled) is false, and requests are served whatever token they bring;"
          + " set it to true";

  private volatile boolean wanted;
  private final Alarms alarms;
  private final Switch enforcing = new Switch();

  /** As configured; an alarm at start if it is off where something is to be enforced. */
  public EnforcementSwitch(Config config, Alarms alarms) {
    boolean on = config.get(InboundProperties.ENFORCE_ENABLED);
    this.wanted = config.wantsEnforcement();
    this.alarms = alarms;
    enforcing.set(on);
    if (wanted && !on) {
      alarms.raise(Alarms.Kind.OPEN_DOOR, ALARM, OPEN);
    }
  }

  /** Read by the inbound side at each request. */
  public Switch asked() {
    return enforcing;
  }

  public boolean isOn() {
    return enforcing.isOn();
  }

  /** From now on enforcement is wanted; an open door is reported. */
  public void want() {
    if (!wanted) {
      wanted = true;
      set(isOn());
    }
  }

  /**
   * Another configuration is in force. What was last said counts: the switch stays where JMX has
   * put it, unless the new configuration says something else about it than the old one.
   */
  public void follow(Config before, Config now) {
    boolean said = now.get(InboundProperties.ENFORCE_ENABLED);
    boolean on = said == before.get(InboundProperties.ENFORCE_ENABLED) ? isOn() : said;
    if (now.wantsEnforcement()) {
      boolean news = !wanted || on != isOn();
      wanted = true;
      if (news) {
        set(on);
      }
    } else {
      wanted = false;
      enforcing.set(on);
      alarms.lower(Alarms.Kind.OPEN_DOOR, ALARM);
    }
  }

  /** First the switch, then the alarm and the log. */
  public void set(boolean on) {
    boolean before = enforcing.isOn();
    enforcing.set(on);
    if (!wanted) {
      return;
    }
    if (!on) {
      alarms.raise(Alarms.Kind.OPEN_DOOR, ALARM, OPEN);
      LOG.error(OPEN);
    } else if (!before) {
      alarms.lower(Alarms.Kind.OPEN_DOOR, ALARM);
      LOG.warn("tokens are enforced again: {} is true", InboundProperties.ENFORCE_ENABLED);
    }
  }
}
