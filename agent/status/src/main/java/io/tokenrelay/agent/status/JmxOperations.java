package io.tokenrelay.agent.status;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/**
 * The operations of the MBean: they change the configuration, each as a whole or not at all, or
 * whether it is ready, and answer with what has changed. Why they do not is an exception that a
 * console shows.
 */
final class JmxOperations {
  private static final String TEXT = "java.lang.String";

  private JmxOperations() {}

  static MBeanOperationInfo[] described() {
    MBeanParameterInfo name =
        new MBeanParameterInfo("property", TEXT, "Its full name, such as tokenrelay.mode");
    return new MBeanOperationInfo[] {
      changes(
          "set",
          "Sets a property until the service ends, whatever is set elsewhere",
          name,
          new MBeanParameterInfo("value", TEXT, "As in the file; an empty one empties a list")),
      changes(
          "setAll",
          "The same for several at once",
          new MBeanParameterInfo("lines", TEXT, "name=value, one a line, as in the file")),
      changes("reset", "Takes back what JMX has set of a property", name),
      changes("resetAll", "Takes back everything that JMX has set, except the two switches"),
      changes("reload", "Reads the configuration file now, rather than at the next look"),
      changes("drain", "Has /ready answer 503, while requests are served as ever"),
      changes("resume", "Takes back what drain has done"),
    };
  }

  private static MBeanOperationInfo changes(
      String operation, String description, MBeanParameterInfo... parameters) {
    return new MBeanOperationInfo(
        operation, description, parameters, TEXT, MBeanOperationInfo.ACTION);
  }

  /**
   * @throws IllegalArgumentException if nothing has changed, saying why
   */
  static String invoke(Status status, String operation, Object @Nullable [] arguments)
      throws ReflectionException {
    switch (operation + '/' + (arguments == null ? 0 : arguments.length)) {
      case "set/2":
        Map<String, String> one = new TreeMap<>();
        one.put(text(arguments, 0), text(arguments, 1));
        return status.set(one);
      case "setAll/1":
        return status.set(lines(text(arguments, 0)));
      case "reset/1":
        return status.reset(text(arguments, 0));
      case "resetAll/0":
        return status.reset(null);
      case "reload/0":
        return status.reload();
      case "drain/0":
        return status.readiness().drain("JMX");
      case "resume/0":
        return status.readiness().resume("JMX");
      default:
        throw new ReflectionException(new NoSuchMethodException(operation));
    }
  }

  private static String text(Object @Nullable [] arguments, int number) {
    Object argument = arguments == null ? null : arguments[number];
    if (!(argument instanceof String)) {
      throw new IllegalArgumentException("a text is needed");
    }
    return ((String) argument).trim();
  }

  private static Map<String, String> lines(String lines) {
    Properties properties = new Lines();
    try {
      properties.load(new StringReader(lines));
    } catch (IOException impossible) {
      throw new IllegalArgumentException(impossible);
    }
    Map<String, String> texts = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      texts.put(name, properties.getProperty(name, ""));
    }
    return texts;
  }

  /** Refuses a property that two lines set: nobody could say which of them was meant. */
  private static final class Lines extends Properties {
    private static final long serialVersionUID = 1;

    @Override
    public synchronized Object put(Object name, Object text) {
      if (containsKey(name)) {
        throw new IllegalArgumentException(name + " is set twice");
      }
      return super.put(name, text);
    }
  }
}
