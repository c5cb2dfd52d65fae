package io.tokenrelay.smoke;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the services of one estate are started.
 *
 * @param name of the folder of its logs
 * @param agents what stands in {@code -javaagent:}, in the order of the command line
 * @param jvmOptions further options of every service's JVM
 * @param properties further {@code -Dtokenrelay.*}; one that begins with a service's name and a
 *     slash is for that service alone, and {@code {gateway}} stands for the status port of the
 *     service of that name
 */
record Scenario(
    String name,
    Jdk jdk,
    List<String> agents,
    List<String> jvmOptions,
    Map<String, String> properties) {

  static Scenario of(String name, Jdk jdk, Path agent) {
    return new Scenario(name, jdk, List.of(agent.toString()), List.of(), Map.of());
  }

  Scenario withAgents(String... inOrder) {
    return new Scenario(name, jdk, List.of(inOrder), jvmOptions, properties);
  }

  Scenario withJvmOptions(String... further) {
    List<String> all = new ArrayList<>(jvmOptions);
    all.addAll(List.of(further));
    return new Scenario(name, jdk, agents, all, properties);
  }

  Scenario with(String property, String value) {
    Map<String, String> all = new LinkedHashMap<>(properties);
    all.put(property, value);
    return new Scenario(name, jdk, agents, jvmOptions, all);
  }

  /** Tomcat 10.1 needs Java 11. */
  boolean isLegacy() {
    return jdk.feature() < 11;
  }

  /** The same with a property for one service alone. */
  Scenario onlyIn(String service, String property, String value) {
    return with(service + '/' + property, value);
  }

  /**
   * The options between {@code java} and the class path.
   *
   * @param statusPorts by service
   */
  List<String> options(String service, Map<String, Integer> statusPorts) {
    List<String> options = new ArrayList<>();
    agents.forEach(agent -> options.add("-javaagent:" + agent));
    options.addAll(jvmOptions);
    properties.forEach(
        (property, value) -> {
          int slash = property.indexOf('/');
          if (slash < 0 || property.substring(0, slash).equals(service)) {
            options.add("-D" + property.substring(slash + 1) + "=" + resolved(value, statusPorts));
          }
        });
    return options;
  }

  private static String resolved(String value, Map<String, Integer> statusPorts) {
    String resolved = value;
    for (Map.Entry<String, Integer> port : statusPorts.entrySet()) {
      resolved = resolved.replace('{' + port.getKey() + '}', port.getValue().toString());
    }
    return resolved;
  }
}
