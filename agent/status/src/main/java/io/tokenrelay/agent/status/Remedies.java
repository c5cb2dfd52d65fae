package io.tokenrelay.agent.status;

import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.LostTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What would still change something: the remedies of the ledger, which are those of the time when
 * their line began, without those that are in force by now. Whoever reads them late at night should
 * not do again what has been done. Judged by the remedy's own words; where that is no answer, it is
 * shown.
 */
final class Remedies {
  private static final Pattern SETTING = Pattern.compile("(tokenrelay\\.[a-z.-]+)=([^\\s,;]+)");
  private static final Pattern REMOVAL =
      Pattern.compile("removing it from (tokenrelay\\.[a-z.-]+)");
  private static final String EITHER = ", or ";

  private final Status status;

  Remedies(Status status) {
    this.status = status;
  }

  /** Null if there is none, or no longer. */
  @Nullable String of(Entry entry) {
    String remedy = entry.remedy();
    return remedy == null || isInForce(remedy, entry.destination()) ? null : remedy;
  }

  /** Null if it is in force by now. */
  @Nullable String of(LostTask lost) {
    return isInForce(lost.remedy(), lost.task()) ? null : lost.remedy();
  }

  private boolean isInForce(String remedy, String subject) {
    Matcher removal = REMOVAL.matcher(remedy);
    if (removal.find()) {
      return !mayName(removal.group(1), subject);
    }
    boolean either = remedy.contains(EITHER);
    boolean any = false;
    for (Matcher setting = SETTING.matcher(remedy); setting.find(); ) {
      any = names(setting.group(1), setting.group(2));
      if (any == either) {
        return either; // one is enough, or all are needed
      }
    }
    return any;
  }

  private boolean names(String property, String value) {
    for (String entry : entries(property)) {
      if (covers(entry, value)) {
        return true;
      }
    }
    return false;
  }

  /** The same, in doubt too: by another spelling, or as one of several addresses or services. */
  private boolean mayName(String property, String host) {
    for (String entry : entries(property)) {
      String plain = entry.replaceFirst("^https?://", "").replaceFirst("(:\\d+)?/?$", "");
      if (plain.indexOf('/') >= 0
          || plain.indexOf(':') >= 0
          || covers(plain, withoutPort(host))
          || plain.equalsIgnoreCase(withoutPort(host))) {
        return true;
      }
    }
    return false;
  }

  private String[] entries(String property) {
    String text = status.inForce(property);
    return text == null || text.trim().isEmpty() ? new String[0] : text.trim().split("\\s*,\\s*");
  }

  /** As itself, as a host with any port, or with a star for any letters. */
  private static boolean covers(String entry, String value) {
    String stars = Pattern.quote(entry).replace("*", "\\E.*\\Q");
    return entry.equals(value)
        || entry.equals(withoutPort(value))
        || (entry.indexOf('*') >= 0 && withoutPort(value).matches(stars));
  }

  private static String withoutPort(String place) {
    return place.replaceFirst("(?<=[^:]):\\d+$", "");
  }
}
