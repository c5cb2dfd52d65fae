package io.tokenrelay.agent.status;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What OpenTelemetry's own variables say, and how their values are written. They are users'
 * already, for their own use of it: each is a variable of the environment, or a system property.
 */
public final class OtelVariables {
  static final String SERVICE_NAME = "service.name";

  private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)?");
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E\\t]*");

  private final UnaryOperator<@Nullable String> property;

  /**
   * @param property finds one by its name as a property: {@code otel.service.name}
   */
  OtelVariables(UnaryOperator<@Nullable String> property) {
    this.property = property;
  }

  /** Those of this process. */
  public static OtelVariables ofProcess() {
    return new OtelVariables(
        name -> {
          String text = System.getProperty(name);
          return text == null || text.trim().isEmpty()
              ? System.getenv(name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'))
              : text;
        });
  }

  /** The service's name, as OpenTelemetry knows it; null if it does not. */
  public @Nullable String serviceName() {
    String name = get("otel.service.name");
    return name == null ? resource().get(SERVICE_NAME) : name;
  }

  /** The attributes that are set for the process, without its name. */
  Map<String, String> resource() {
    Map<String, String> attributes = new LinkedHashMap<>();
    String text = get("otel.resource.attributes");
    for (String entry : entries(text == null ? "" : text)) {
      int equals = entry.indexOf('=');
      String value = decoded(entry.substring(equals + 1).trim());
      if (equals > 0 && value != null) {
        attributes.put(entry.substring(0, equals).trim(), value);
      }
    }
    return attributes;
  }

  /** Null if it is not set, or empty, which means the same. */
  @Nullable String get(String name) {
    String text = property.apply(name);
    return text == null || text.trim().isEmpty() ? null : text.trim();
  }

  /** One of the exporter's: that of the metrics, or else that of all signals. */
  @Nullable String ofMetrics(String name) {
    String own = get("otel.exporter.otlp.metrics." + name);
    return own == null ? get("otel.exporter.otlp." + name) : own;
  }

  static List<String> entries(String list) {
    List<String> entries = new ArrayList<>();
    for (String entry : list.split(",", -1)) {
      if (!entry.trim().isEmpty()) {
        entries.add(entry.trim());
      }
    }
    return entries;
  }

  /** Milliseconds, or with a unit as the Java SDK takes it; null if it is neither. */
  static @Nullable Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2) == null ? "ms" : matcher.group(2);
    switch (unit) {
      case "s":
        return Duration.ofSeconds(number);
      case "m":
        return Duration.ofMinutes(number);
      case "h":
        return Duration.ofHours(number);
      case "d":
        return Duration.ofDays(number);
      default:
        return Duration.ofMillis(number);
    }
  }

  /**
   * Headers as in W3C Baggage, {@code name=value,name=value}, with percent-encoding.
   *
   * @return whether all could be read, and be headers
   */
  static boolean headers(String text, Map<String, String> into) {
    boolean all = true;
    for (String entry : entries(text)) {
      int equals = entry.indexOf('=');
      String name = equals < 0 ? "" : entry.substring(0, equals).trim();
      String value = decoded(entry.substring(equals + 1).trim());
      if (value != null
          && HEADER_NAME.matcher(name).matches()
          && HEADER_VALUE.matcher(value).matches()) {
        into.put(name, value);
      } else {
        all = false;
      }
    }
    return all;
  }

  /** Null if it cannot be. A plus is no blank here. */
  static @Nullable String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), "UTF-8");
    } catch (UnsupportedEncodingException | IllegalArgumentException malformed) {
      return null;
    }
  }
}
