package io.tokenrelay.agent.main.rollout;

import io.tokenrelay.agent.config.Layers;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Redacted;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Shown;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Tables;
import io.tokenrelay.agent.main.findings.Policies;
import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Measured;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.status.Reload;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the configuration of the running service, from its file and by JMX. Each attempt is one
 * line in the log: it is used as a whole, or the one in force stays, with an alarm until the file
 * is right again.
 *
 * <p>What JMX sets counts before everything else, and is forgotten when the service ends: whoever
 * sets it means this process, now. It stays when the file changes, so that nobody's roll-out undoes
 * what was switched off in an emergency.
 */
public final class Rollout implements Runnable, Measured {
  private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);
  private static final String ALARM = "configuration";
  private static final String JMX = "JMX";
  private static final long SOON_MILLIS = 1_000;
  private static final String CUT_SHORT = " is not used: it may have been cut short: ";

  private final Service service;
  private final Function<Values, List<String>> instrumentations;
  private final Alarms alarms;
  private final LongSupplier clock;
  private final long interval;
  private final @Nullable FileWatch watch;
  private final Map<String, String> inJmx = new TreeMap<>();
  private final Map<Reload.Result, LongAdder> results = new EnumMap<>(Reload.Result.class);
  private Candidate inForce;
  private volatile long since;
  private volatile @Nullable Reload last;

  /** What is changed. */
  public interface Service {
    /** Uses another configuration from the next request on. */
    void use(Config config, Policies policies);

    /** Why it must not be changed any more; null while it may. */
    @Nullable String fixedBecause();

    /** Looks whether what is to be enforced is. */
    void checkDoors();
  }

  /**
   * @param layers what the service was started with
   * @param instrumentations finds their names
   * @param startedAt when the configuration came into force
   * @param clock milliseconds since the epoch
   */
  public Rollout(
      Layers layers,
      Config config,
      Policies policies,
      Service service,
      Function<Values, List<String>> instrumentations,
      Alarms alarms,
      long startedAt,
      LongSupplier clock) {
    this.inForce = Candidate.started(layers, config, policies);
    this.service = service;
    this.instrumentations = instrumentations;
    this.alarms = alarms;
    this.clock = clock;
    this.since = startedAt;
    for (Reload.Result result : Reload.Result.values()) {
      results.put(result, new LongAdder());
    }
    this.interval = config.get(AgentProperties.RELOAD_INTERVAL).toMillis();
    String path = layers.filePath();
    this.watch = path == null ? null : new FileWatch(path, layers.content());
  }

  /** Whether there is a file to look at. */
  public boolean isWatching() {
    return watch != null && interval > 0;
  }

  /** Looks at the file for as long as the process runs. */
  @Override
  public void run() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(look() ? Math.min(interval, SOON_MILLIS) : interval);
      }
    } catch (InterruptedException noReasonToStay) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Looks once. Returns whether to look again soon: not while the service is closed, when nothing
   * is in force that a half-written file would lack.
   */
  synchronized boolean look() {
    FileWatch watch = this.watch;
    if (watch == null) {
      return false;
    }
    try {
      if (watch.look()) {
        follow(watch);
      }
      service.checkDoors();
      return watch.isInDoubt() && !inForce.isClosed();
    } catch (RuntimeException | Error e) { // the next look may succeed
      LOG.warn("the configuration file cannot be looked at: {}", e.toString());
      return false;
    }
  }

  private void follow(FileWatch watch) {
    String trouble = watch.trouble();
    byte[] content = watch.content();
    if (trouble != null || content == null) {
      keep(Reload.Result.UNREADABLE, watch.path() + ' ' + trouble);
    } else {
      offer(content, watch.path());
    }
  }

  private Reload offer(byte[] content, String path) {
    String cut = cutShort(content, inForce.layers);
    return cut == null
        ? offer(inForce.layers.with(content, inJmx), path)
        : keepFor(Reload.Result.REFUSED, path + CUT_SHORT + cut);
  }

  /**
   * Why a file may have been cut within its last line, whose value would then be another one: a
   * full disk, an upload that has stalled. Null if nothing says so.
   */
  private static @Nullable String cutShort(byte[] content, Layers inForce) {
    String doubt = Layers.cutShort(content);
    if (doubt != null) {
      return doubt + "; complete it";
    }
    return isWithinALine(content, inForce)
        ? "its last line has no line break; end it with one"
        : null;
  }

  private static boolean isWithinALine(byte[] content, Layers inForce) {
    if (content.length == 0 || isLineBreak(content[content.length - 1])) {
      return false;
    }
    byte[] before = inForce.content();
    if (before == null || inForce.isFileInDoubt()) {
      return true; // nobody knows how it is to end
    }
    boolean isBeginning =
        content.length < before.length
            && Arrays.equals(content, Arrays.copyOf(before, content.length))
            && !isLineBreak(before[content.length]);
    return isBeginning || (before.length > 0 && isLineBreak(before[before.length - 1]));
  }

  private static boolean isLineBreak(byte letter) {
    return letter == '\n' || letter == '\r';
  }

  /**
   * Reads the file now.
   *
   * @return what has become of it
   * @throws IllegalArgumentException if it is not used, saying why
   */
  public synchronized String reload() {
    FileWatch watch = this.watch;
    if (watch == null) {
      throw new IllegalArgumentException(
          "there is no file: " + AgentProperties.CONFIG_FILE + " was not set at start");
    }
    byte[] content;
    try {
      content = Layers.contentOf(watch.path());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          keep(Reload.Result.UNREADABLE, watch.path() + ' ' + e.getMessage()), e);
    }
    watch.knows(content);
    return orThrow(offer(content, watch.path()));
  }

  /**
   * Sets properties until the service ends.
   *
   * @param texts by full name
   * @return what has changed
   * @throws IllegalArgumentException if they cannot be set, saying why
   */
  public synchronized String set(Map<String, String> texts) {
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      check(entry.getKey(), entry.getValue());
    }
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to set");
    }
    Map<String, String> more = new TreeMap<>(inJmx);
    more.putAll(texts);
    return change(more);
  }

  /**
   * Takes back what {@link #set} has done.
   *
   * @param name a full name; null for all
   * @throws IllegalArgumentException if nothing was set, or without it nothing can be used
   */
  public synchronized String reset(@Nullable String name) {
    Map<String, String> fewer = new TreeMap<>(inJmx);
    if (name == null) {
      fewer.clear();
    } else {
      fewer.remove(name);
    }
    if (fewer.size() == inJmx.size()) {
      throw new IllegalArgumentException(
          "JMX has not set " + (name == null ? "anything" : Shown.text(name)));
    }
    return change(fewer);
  }

  private String change(Map<String, String> set) {
    Layers layers = inForce.layers.with(inForce.layers.content(), set);
    String said = orThrow(offer(layers, JMX));
    inJmx.clear();
    inJmx.putAll(set);
    return said;
  }

  /** What is allowed as its value is checked with all others, when the whole is read. */
  private static void check(String name, String text) {
    Property<?> property = property(name);
    if (property == null) {
      throw new IllegalArgumentException(Shown.text(name) + " is no property that JMX can set");
    }
    if (!property.changesAtRunTime()) {
      throw new IllegalArgumentException(
          name + " cannot change while the service runs; restart it with another value");
    }
    if (property == InboundProperties.ENFORCE_ENABLED) {
      throw new IllegalArgumentException("set the attribute EnforceEnabled");
    }
    if (text.trim().isEmpty() && !property.canBeEmpty()) {
      throw new IllegalArgumentException(
          name + " needs a value; reset takes back what JMX has set");
    }
  }

  private static @Nullable Property<?> property(String name) {
    for (Property<?> property : Tables.properties()) {
      String prefix = property.scope().prefix();
      boolean ofOne =
          property.scope() != Scope.AGENT
              && name.startsWith(prefix)
              && name.endsWith('.' + property.name())
              && name.length() > prefix.length() + property.name().length() + 1;
      if (ofOne || property.fullName().equals(name)) {
        return property;
      }
    }
    return null;
  }

  private String orThrow(Reload reload) {
    if (reload.result() != Reload.Result.APPLIED) {
      throw new IllegalArgumentException(reload.sentence());
    }
    return reload.sentence();
  }

  /**
   * @param from the file, or JMX
   */
  private Reload offer(Layers layers, String from) {
    Candidate candidate = inForce.next(layers, instrumentations);
    String refusal = service.fixedBecause();
    if (refusal == null) {
      refusal = candidate.refusal();
    }
    if (refusal != null) {
      return from.equals(JMX)
          ? told(Reload.Result.REFUSED, "JMX: " + refusal + "; nothing has changed")
          : keepFor(Reload.Result.REFUSED, from + " is not used: " + refusal);
    }
    String sentence = "configuration changed by " + from + ": " + candidate.changes();
    List<String> notes = candidate.notes();
    service.use(candidate.config, candidate.policies);
    inForce = candidate.alone();
    since = clock.getAsLong();
    if (!from.equals(JMX)) {
      alarms.lower(Alarms.Kind.OLD_CONFIGURATION, ALARM);
    }
    Reload told = told(Reload.Result.APPLIED, sentence);
    for (String note : notes) {
      LOG.warn(note);
    }
    return told;
  }

  private String keep(Reload.Result result, String trouble) {
    return keepFor(result, trouble).sentence();
  }

  private Reload keepFor(Reload.Result result, String trouble) {
    String sentence = trouble + "; the configuration in force is still the one before";
    alarms.raise(Alarms.Kind.OLD_CONFIGURATION, ALARM, sentence);
    return told(result, sentence);
  }

  private Reload told(Reload.Result result, String sentence) {
    Reload reload = new Reload(result, Redacted.text(sentence), clock.getAsLong());
    count(result).increment();
    last = reload;
    if (result == Reload.Result.APPLIED) {
      LOG.info(reload.sentence());
    } else {
      LOG.warn(reload.sentence());
    }
    return reload;
  }

  /** What became of the last change; null if there was none. */
  public @Nullable Reload last() {
    return last;
  }

  @SuppressWarnings("NullAway") // every result has its adder
  private LongAdder count(Reload.Result result) {
    return results.get(result);
  }

  /** Waits for no change that is under way. */
  @Override
  public void measure(Measurements to) {
    for (Reload.Result result : Reload.Result.values()) {
      to.count(Metric.CONFIG_RELOADS, count(result).sum(), result.word());
    }
    to.value(Metric.CONFIG_AGE, Math.max(0, clock.getAsLong() - since) / 1e3);
  }
}
