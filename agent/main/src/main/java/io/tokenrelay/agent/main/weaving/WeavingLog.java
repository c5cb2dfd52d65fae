package io.tokenrelay.agent.main.weaving;

import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Alarms.Kind;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.meter.OncePerMinuteByName;
import io.tokenrelay.agent.weave.PartlyRelocatedError;
import io.tokenrelay.agent.weave.WeavingListener;
import io.tokenrelay.instrumentation.jdk.JdkTransformer;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Role;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs what happens to the rules. Called while classes load and when advice fails. */
public final class WeavingLog implements WeavingListener, JdkTransformer.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(WeavingLog.class);

  private final Counters counters;
  private final Alarms alarms;
  private final Runnable later;
  private final Instrumentations instrumentations;
  private final OncePerMinuteByName failures = new OncePerMinuteByName();

  /**
   * @param later has what has been missed woven, on another thread
   */
  public WeavingLog(
      Counters counters, Alarms alarms, Runnable later, Instrumentations instrumentations) {
    this.instrumentations = instrumentations;
    this.counters = counters;
    this.alarms = alarms;
    this.later = later;
  }

  @Override
  public void woven(String type, int rules) {
    LOG.debug("woven {}, {} {}", type, rules, rules == 1 ? "rule" : "rules");
  }

  @Override
  public void notWoven(String type, String reason) {
    LOG.warn("not woven: {}, {}", type, reason);
  }

  @Override
  public void misfit(String instrumentation, String type, String reason) {
    String sentence =
        instrumentation
            + ": "
            + type
            + " is not woven, and what goes by it gets no token: "
            + reason
            + "; docs/supported.md lists the versions that are supported";
    alarms.raise(Kind.DEGRADED, instrumentation + ' ' + type, sentence);
    LOG.warn(sentence);
  }

  @Override
  public void failed(String className, Throwable why) {
    counters.count(Event.ADVICE_FAILED);
    notWoven(className, why.toString());
  }

  @Override
  public void postponed() {
    later.run();
  }

  @Override
  public void late(String type) {
    LOG.warn(
        "{} is woven only now, since stack or memory was short when it was loaded: until now no"
            + " token came in or went out by it",
        type);
  }

  @Override
  public void linked(String advice, String method) {
    LOG.debug("linked {}.{}", advice, method);
  }

  @Override
  public void adviceFailed(String advice, Throwable failure) {
    counters.count(Event.ADVICE_FAILED);
    if (!failures.passes(advice, System.nanoTime())) {
      return;
    }
    List<String> broken = alarms.of(Kind.BROKEN);
    if (!broken.isEmpty()) {
      LOG.debug("failed in {}, since {}", advice, broken.get(0)); // which was an error
    } else {
      String extension = instrumentations.extensionOf(advice);
      LOG.warn(
          (extension == null
                  ? "TokenRelay's own code failed in "
                  : "the extension " + extension + " failed in ")
              + advice
              + ": a call may have gone out without its token; "
              + (extension == null ? "please report this" : "tell its author"),
          failure);
    }
  }

  @Override
  public void switchedOff(String instrumentation, Role role, String place, Throwable failure) {
    counters.count(Event.INSTRUMENTATION_OFF);
    String sentence = instrumentation + isOff(place, failure) + consequence(role);
    alarms.raise(Kind.DEGRADED, instrumentation + ' ' + role + ' ' + place, sentence);
    LOG.warn(sentence);
  }

  @Override
  public void opened(String instrumentation, String place, Throwable failure) {
    counters.count(Event.INSTRUMENTATION_OFF);
    String sentence =
        instrumentation + isOff(place, failure) + "requests there are let in unverified";
    alarms.raise(Kind.OPEN_DOOR, instrumentation + ' ' + place, sentence);
    LOG.error(sentence);
  }

  private String isOff(String place, Throwable failure) {
    List<String> broken = alarms.of(Kind.BROKEN);
    if (!broken.isEmpty()) {
      return " is off in " + place + ": " + broken.get(0) + "; ";
    }
    if (failure instanceof PartlyRelocatedError) {
      return " is off in " + place + ": " + failure.getMessage() + "; ";
    }
    return " is off in "
        + place
        + ": it does not work with this version ("
        + failure.getClass().getName() // its message may contain anything
        + "; docs/supported.md lists those that are supported); ";
  }

  private static String consequence(Role role) {
    if (role.carries()) {
      return "work there carries no token, and no call from there gets one";
    }
    if (role.writes()) {
      return "its calls from there get no token";
    }
    if (role == Role.SHOWS) {
      return "the application, or its log, is not told there who the caller is";
    }
    return Relay.inbound().isEnforcing()
        ? "requests there are refused"
        : "requests there begin without a token, whatever they bring";
  }
}
