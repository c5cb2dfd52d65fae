package io.tokenrelay.agent.verify.http;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of a successful answer, and how long it is fresh according to Cache-Control. */
public final class Answer {
  private static final Pattern MAX_AGE = Pattern.compile("(?:^|[ ,])max-age=\"?(\\d{1,10})");

  private final String text;
  private final long maxAgeSeconds;

  Answer(String text, @Nullable String cacheControl) {
    this.text = text;
    this.maxAgeSeconds = maxAge(cacheControl);
  }

  public String text() {
    return text;
  }

  /** In seconds; -1 when not specified, 0 for {@code no-store} and {@code no-cache}. */
  public long maxAgeSeconds() {
    return maxAgeSeconds;
  }

  static long maxAge(@Nullable String cacheControl) {
    if (cacheControl == null) {
      return -1;
    }
    String directives = cacheControl.toLowerCase(Locale.ROOT);
    if (directives.contains("no-store") || directives.contains("no-cache")) {
      return 0;
    }
    Matcher maxAge = MAX_AGE.matcher(directives);
    return maxAge.find() ? Long.parseLong(maxAge.group(1)) : -1;
  }
}
