package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.config.Distance;
import io.tokenrelay.agent.config.Letters;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Wish;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.access.RuleProperties;

/**
 * Whether the operator wants requests rejected, however it is spelt. If so, a configuration that
 * cannot be honoured must not let everyone in: see {@link Config#wantsEnforcement()}.
 */
final class Enforcement implements Wish {
  static final Enforcement WISH = new Enforcement();

  private static final String OBSERVE = "observe";
  private static final String RULES = Letters.plain(RuleProperties.table().scope().prefix());
  private static final String[] WORDS = {"enforce", "enforcepresent"};

  private Enforcement() {}

  /** Whether a text for {@code tokenrelay.mode} is {@code observe}, or a typing error for it. */
  static boolean meansObserve(String text) {
    return Distance.between(Letters.plain(text), OBSERVE) <= 2;
  }

  @Override
  public Property<?> property() {
    return InboundProperties.MODE;
  }

  @Override
  public boolean isDeniedBy(String text) {
    return meansObserve(text);
  }

  /** Requirements on requests make sense only for rejecting them. */
  @Override
  public boolean isImpliedBy(String name) {
    return Letters.plain(name).startsWith(RULES);
  }

  @Override
  public boolean isNamedBy(String name, String nearest) {
    String meant = Letters.plain(nearest);
    return Letters.plain(name).contains("enforc")
        || meant.equals(Letters.plain(InboundProperties.MODE.fullName()))
        || meant.equals(
            Letters.plain(AgentProperties.CONFIG_FILE.fullName())) // which may contain it
        || isImpliedBy(nearest);
  }

  @Override
  public boolean isMeantBy(String text) {
    String plain = Letters.plain(text);
    for (String word : WORDS) {
      if (plain.startsWith("enforc") || Distance.between(plain, word) <= 2) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isInFile(String text) {
    return NamedFile.asksForEnforcement(text);
  }

  @Override
  public String toString() {
    return "enforcement";
  }
}
