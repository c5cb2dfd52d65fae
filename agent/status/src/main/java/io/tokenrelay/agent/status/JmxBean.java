package io.tokenrelay.agent.status;

import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.ledger.LostTask;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InvalidAttributeValueException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/**
 * The agent in JMX, {@code io.tokenrelay:type=TokenRelay}: {@code Enabled} and {@code
 * EnforceEnabled}, the two switches, what is wrong now, and every counter as an attribute, each
 * with a description for consoles. Operations change the configuration. Dynamic, so that a new
 * event needs no line here.
 */
final class JmxBean implements DynamicMBean {
  static final String NAME = "io.tokenrelay:type=TokenRelay";
  private static final String ENABLED = "Enabled";
  private static final String ENFORCE_ENABLED = "EnforceEnabled";

  private final Status status;
  private final Map<String, Event> counters = new LinkedHashMap<>();
  private final Map<String, Gauge> gauges = new LinkedHashMap<>();

  private JmxBean(Status status, boolean counting) {
    this.status = status;
    if (counting) {
      for (Gauge gauge : Gauge.values()) {
        gauges.put(attributeName(gauge.flatName()), gauge);
      }
      for (Event event : Event.values()) {
        counters.put(attributeName(event.flatName()), event);
      }
    }
  }

  /**
   * Registers with the platform's server, which this initialises: never to be called in premain.
   *
   * @param counting whether the counters and gauges are attributes, too
   */
  static void register(Status status, boolean counting) throws JMException {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    // Of ours, which have none, a server's own builder of MBean servers (Liberty's) is not seen.
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      register(status, counting, ManagementFactory.getPlatformMBeanServer());
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  static void register(Status status, boolean counting, MBeanServer server) throws JMException {
    server.registerMBean(new JmxBean(status, counting), new ObjectName(NAME));
  }

  @Override
  public Object getAttribute(String name) throws AttributeNotFoundException {
    Event event = counters.get(name);
    if (event != null) {
      return status.count(event);
    }
    switch (name) {
      case ENABLED:
        return status.isEnabled();
      case ENFORCE_ENABLED:
        return status.isEnforceEnabled();
      case "Version":
        return status.version();
      case "Mode":
        return status.mode();
      case "Issuers":
        return status.issuers().toArray(new String[0]);
      case "Ready":
        return readiness().state() == Readiness.State.READY;
      case "Draining":
        return readiness().isDraining();
      case "Unready":
        return status.unready().toArray(new String[0]);
      case "Degraded":
        return status.degraded().toArray(new String[0]);
      case "LostWork":
        return lostWork();
      case "Status":
        return StatusJson.status(status);
      case "Metrics":
        return JmxTable.of(status);
      case "LastReload":
        Reload last = status.lastReload();
        return last == null
            ? ""
            : Instant.ofEpochMilli(last.at()) + " " + last.result().word() + ": " + last.sentence();
      case "UnguardedPorts":
        return status.unguardedPorts().toArray(new String[0]);
      case "SignatureProviders":
        return status.signatureProviders();
      default:
        Gauge gauge = gauges.get(name);
        if (gauge == null) {
          throw new AttributeNotFoundException(name);
        }
        return gauge.of(Families.of(status));
    }
  }

  /** Who watches it here is told of the end, too. */
  private Readiness readiness() {
    Readiness readiness = status.readiness();
    readiness.drainAtTheEnd();
    return readiness;
  }

  private String[] lostWork() {
    List<String> lines = new ArrayList<>();
    Remedies remedies = new Remedies(status);
    for (LostTask lost : status.lostWork()) {
      String remedy = remedies.of(lost);
      lines.add(lost.sentence() + (remedy == null ? "" : ": " + remedy));
    }
    return lines.toArray(new String[0]);
  }

  @Override
  public void setAttribute(Attribute attribute)
      throws AttributeNotFoundException, InvalidAttributeValueException {
    String name = attribute.getName();
    if (!name.equals(ENABLED) && !name.equals(ENFORCE_ENABLED)) {
      throw new AttributeNotFoundException(name + " cannot be set");
    }
    if (!(attribute.getValue() instanceof Boolean)) {
      throw new InvalidAttributeValueException(name + " is true or false");
    }
    boolean on = (Boolean) attribute.getValue();
    if (name.equals(ENABLED)) {
      status.enable(on);
    } else {
      status.enforce(on);
    }
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    AttributeList found = new AttributeList();
    for (String name : names) {
      try {
        found.add(new Attribute(name, getAttribute(name)));
      } catch (AttributeNotFoundException e) {
        // JMX leaves out what is not there
      }
    }
    return found;
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    AttributeList set = new AttributeList();
    for (Attribute attribute : attributes.asList()) {
      try {
        setAttribute(attribute);
        set.add(attribute);
      } catch (AttributeNotFoundException | InvalidAttributeValueException e) {
        // JMX leaves out what cannot be set
      }
    }
    return set;
  }

  @Override
  public Object invoke(String action, Object @Nullable [] arguments, String @Nullable [] signature)
      throws MBeanException, ReflectionException {
    try {
      return JmxOperations.invoke(status, action, arguments);
    } catch (IllegalArgumentException refused) {
      throw new MBeanException(refused, refused.getMessage());
    }
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    List<MBeanAttributeInfo> attributes = new ArrayList<>();
    attributes.addAll(switches());
    attributes.addAll(configured());
    attributes.addAll(found());
    attributes.addAll(counted());
    return new MBeanInfo(
        JmxBean.class.getName(),
        "The agent that verifies the caller's token and relays it on outbound calls",
        attributes.toArray(new MBeanAttributeInfo[0]),
        null,
        JmxOperations.described(),
        null);
  }

  private static List<MBeanAttributeInfo> switches() {
    return Arrays.asList(
        settable(
            ENABLED,
            "Whether tokens are relayed. Set it to false, and no call gets a token, while"
                + " enforcement continues"),
        settable(
            ENFORCE_ENABLED,
            "Whether requests are rejected as mode and rules say. Set it to false, and nothing is"
                + " rejected, while valid tokens are still relayed"));
  }

  /** What is in force. */
  private static List<MBeanAttributeInfo> configured() {
    return Arrays.asList(
        readable("Version", "java.lang.String", "The version of the agent"),
        readable(
            "Mode",
            "java.lang.String",
            "observe, enforce-present or enforce, as in force; or closed, where the configuration"
                + " cannot be honoured and every request is answered 503"),
        lines("Issuers", "The issuers whose tokens are trusted: the name of each, and its URI"),
        readable(
            "SignatureProviders",
            "java.lang.String",
            "Who verifies signatures, each with its algorithms"));
  }

  /** What is wrong now. */
  private static List<MBeanAttributeInfo> found() {
    return Arrays.asList(
        readable("Status", "java.lang.String", "Everything at once, as JSON: for the report"),
        readable(
            "Ready",
            "boolean",
            "Whether a balancer should send requests to this service, as /ready says"),
        readable(
            "Draining", "boolean", "Whether it is being drained, by whoever asked, or by its end"),
        lines(
            "Unready",
            "Why a balancer should send no requests to this service, one sentence each; empty"
                + " when it should"),
        lines(
            "Degraded",
            "What is off or wrong although the service serves, one sentence each; empty when"
                + " nothing is"),
        readable(
            "LastReload",
            "java.lang.String",
            "When the configuration was last to be changed, and what became of it; empty if it"
                + " never was"),
        lines(
            "LostWork",
            "Classes of tasks that went without their request's token, each with why, and with what"
                + " would carry it; 500 at most"),
        lines(
            "UnguardedPorts",
            "Ports that this process has opened where nothing is enforced, each with who opened"
                + " it"));
  }

  private List<MBeanAttributeInfo> counted() {
    List<MBeanAttributeInfo> attributes = new ArrayList<>();
    attributes.add(
        readable(
            "Metrics",
            TabularData.class.getName(),
            "All metrics with their attributes, under the names of OpenTelemetry"));
    for (Map.Entry<String, Event> counter : counters.entrySet()) {
      attributes.add(
          readable(
              counter.getKey(), "long", counter.getValue().meaning() + " (count since the start)"));
    }
    for (Map.Entry<String, Gauge> gauge : gauges.entrySet()) {
      attributes.add(
          readable(gauge.getKey(), "long", gauge.getValue().meaning() + " (current value)"));
    }
    return attributes;
  }

  private static MBeanAttributeInfo settable(String name, String description) {
    return new MBeanAttributeInfo(name, "boolean", description, true, true, true);
  }

  private static MBeanAttributeInfo lines(String name, String description) {
    return readable(name, String[].class.getName(), description);
  }

  private static MBeanAttributeInfo readable(String name, String type, String description) {
    return new MBeanAttributeInfo(name, type, description, true, false, false);
  }

  /** {@code VerifiedCacheHit} for {@code verified.cache.hit}. */
  private static String attributeName(String flatName) {
    StringBuilder name = new StringBuilder();
    for (String word : flatName.split("\\.", -1)) {
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return name.toString();
  }
}
