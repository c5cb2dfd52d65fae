package io.tokenrelay.agent.main;

import io.tokenrelay.agent.relay.Counters;
import io.tokenrelay.agent.relay.Event;
import io.tokenrelay.agent.weave.WeavingListener;
import io.tokenrelay.instrumentation.jdk.JdkTransformer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and tells what becomes of the rules. Called while classes load and when advice fails. */
final class WeavingLog implements WeavingListener, JdkTransformer.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(WeavingLog.class);

  private final Counters counters;

  WeavingLog(Counters counters) {
    this.counters = counters;
  }

  @Override
  public void woven(String type, int rules) {
    LOG.debug("woven {}, {} rules", type, rules);
  }

  @Override
  public void notWoven(String type, String reason) {
    LOG.warn("not woven: {}, {}", type, reason);
  }

  @Override
  public void failed(String className, Throwable why) {
    counters.count(Event.ADVICE_FAILED);
    notWoven(className, why.toString());
  }

  @Override
  public void linked(String advice, String method) {
    LOG.debug("linked {}.{}", advice, method);
  }

  @Override
  public void adviceFailed(String advice, Throwable failure) {
    counters.count(Event.ADVICE_FAILED);
    LOG.warn("an advice failed, the application did not notice: {}", advice, failure);
  }
}
